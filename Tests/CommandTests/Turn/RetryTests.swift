import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// How long and how often a turn asks again.
struct TurnRetryTests {
  /// A hundred errors one after the other: as many requests as allowed, then an answer.
  @Test(arguments: TurnBench.dialects)
  func aStormOfErrorsIsSatOut(_ dialect: String) throws {
    let kinds: [ScriptedReply] = [
      .status(429, headers: ["retry-after-ms": "1"]), .status(500, headers: ["retry-after-ms": "2"]),
      .status(503, headers: ["retry-after": "0.001"]), .status(529, headers: ["retry-after-ms": "1"]),
    ]
    let storm = (0..<100).map { kinds[$0 % kinds.count] }
    let bench = try TurnBench(storm, then: .text("at last"), dialect: dialect)
    let result = try bench.runWithKey(["-j", "--retries", "100", "go"])
    try bench.expectSoundEnd(result, status: 0)
    #expect(bench.server.requests.count == 101)
    #expect(try bench.events().filter { $0["type"] == "retry" }.count == 100)
  }

  @Test func aStormLongerThanTheRetriesIsTemporary() throws {
    let bench = try TurnBench(then: .status(503, headers: ["retry-after-ms": "1"]))
    let result = try bench.runWithKey(["-j", "--retries", "99", "go"])
    try bench.expectSoundEnd(result, status: 75, code: "overloaded")
    #expect(bench.server.requests.count == 100)
  }

  /// The waits of a storm never add up to more than the time for retries.
  @Test func aStormEndsWithinItsTime() throws {
    let bench = try TurnBench(then: .status(500, headers: ["retry-after-ms": "70"]))
    let result = try bench.runWithKey(["-j", "--retries", "1000", "--retry-time", "700ms", "go"])
    try bench.expectSoundEnd(result, status: 75, code: "overloaded")
    let waited = try bench.events().filter { $0["type"] == "retry" }.compactMap { $0["delay_ms"]?.int }
    #expect(waited.allSatisfy { $0 == 70 } && !waited.isEmpty && waited.count <= 10)
  }

  @Test(arguments: [
    (["retry-after": "7"], 7000), (["retry-after": "0.5"], 500), (["retry-after-ms": "1234"], 1234),
    (["retry-after-ms": "300", "retry-after": "9"], 300),
  ])
  func theServersWordIsKept(_ headers: [String: String], _ delay: Int) throws {
    let bench = try TurnBench(then: .status(429, headers: headers))
    // No second request: the wait would be longer than what is left.
    let child = try bench.start(["go"])
    #expect(bench.waitForEvent("retry"))
    child.signal(SIGTERM)
    #expect(child.end() == .code(143))
    let retry = try #require(try bench.events().first { $0["type"] == "retry" })
    #expect(retry["delay_ms"]?.int == delay && retry["status"] == 429)
    #expect(retry["retry_after"] == JSON(Double(delay) / 1000))
  }

  /// Dates in each of their three forms, a minute ahead: longer than there is time, so that nothing is waited
  /// for, and the time that is asked for is told.
  @Test(arguments: ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"])
  func aDateIsUnderstood(_ form: String) throws {
    var moment = time(nil) + 60
    var parts = tm()
    gmtime_r(&moment, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    strftime(&buffer, buffer.count, form, &parts)
    let date = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let bench = try TurnBench(then: .status(429, headers: ["retry-after": date]))
    let result = try bench.runWithKey(["-j", "--retry-time", "10s", "go"])
    let end = try bench.expectSoundEnd(result, status: 75, code: "rate_limited")
    let wait = try #require(end["error"]?["retry_after"]?.double)
    #expect(wait > 20 && wait <= 60, "\(date): \(wait)")
    #expect(bench.server.requests.count == 1)
  }

  // MARK: - Silence

  @Test(arguments: [-1, 0, 300])
  func aSilentServerIsTemporary(_ place: Int) throws {
    let whole = ScriptedReply.text(String(repeating: "words ", count: 50))
    let bench = try TurnBench(then: place < 0 ? whole.silent : whole.stalled(at: place))
    let result = try bench.runWithKey(["-j", "--retries", "0", "--idle-timeout", "300ms", "go"])
    let end = try bench.expectSoundEnd(result, status: 75, code: "network")
    #expect(end["error"]?["message"]?.string?.contains("300ms") == true)
  }

  @Test(arguments: [-1, 300])
  func theWholeTimeIsALimit(_ place: Int) throws {
    let whole = ScriptedReply.text(String(repeating: "words ", count: 50))
    let bench = try TurnBench(then: place < 0 ? whole.silent : whole.stalled(at: place))
    try bench.expectSoundEnd(
      try bench.runWithKey(["-j", "--max-time", "400ms", "go"]), status: 3, code: "deadline")
  }

  @Test func theWholeTimeCountsWhileRetriesWait() throws {
    let bench = try TurnBench(then: .status(503, headers: ["retry-after": "30"]))
    try bench.expectSoundEnd(
      try bench.runWithKey(["-j", "--max-time", "400ms", "go"]), status: 3, code: "deadline")
  }

  /// A listener whose queue is full: the kernel answers nobody.
  @Test func aServerThatDoesNotAcceptIsTemporary() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    var fillers: [Int32] = []
    defer { for fd in fillers + [listener] { close(fd) } }
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard bind(listener, generic, length) == 0, listen(listener, 0) == 0,
          getsockname(listener, generic, &length) == 0
        else { return false }
        for _ in 0..<4 {
          let fd = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
          fillers.append(fd)
          _ = connect(fd, generic, length)
        }
        return true
      }
    }
    #expect(isReady)
    let port = UInt16(bigEndian: address.sin_port)
    let bench = try TurnBench()
    let result = try bench.command().run([
      "--base-url", "http://127.0.0.1:\(port)/v1", "-m", "x", "-j", "--retries", "0", "--connect-timeout",
      "300ms",
      "go",
    ])
    let end = try bench.expectSoundEnd(result, status: 75, code: "network")
    #expect(end["error"]?["message"]?.string?.contains("no connection within 300ms") == true)
  }
}
