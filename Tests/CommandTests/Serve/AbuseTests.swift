import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// What no well-meant client sends: each is answered with 4xx, and the connection is closed, or the request is
/// served as it should be; the server goes on.
@Suite struct AbuseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// The statuses that are right; empty where the connection may simply end.
    let statuses: [Int]
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ statuses: Int...) {
      (self.name, bytes, self.statuses) = (name, Array(text.utf8), statuses)
    }
  }

  private static let host = "Host: localhost\r\n"
  private static let json = "Content-Type: application/json\r\n"
  private static func get(_ target: String, _ headers: String = "") -> String {
    "GET \(target) HTTP/1.1\r\n\(host)\(headers)\r\n"
  }
  private static func post(_ headers: String, _ body: String = "") -> String {
    "POST /turns HTTP/1.1\r\n\(host)\(headers)\r\n\(body)"
  }
  private static func long(_ count: Int, _ text: String = "a") -> String {
    String(repeating: text, count: count)
  }

  static let cases: [Case] = [
    // Who and where
    Case("no host", "GET /health HTTP/1.1\r\n\r\n", 400),
    Case("two hosts", get("/health", "Host: localhost\r\n"), 400),
    Case("foreign host", "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
    Case("host with userinfo", "GET /health HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n", 403),
    Case("rebinding host", "GET /health HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n", 403),
    Case("origin", get("/health", "Origin: https://evil.example\r\n"), 403),
    Case("origin null", get("/health", "Origin: null\r\n"), 403),
    Case("origin of our own", get("/health", "Origin: http://localhost\r\n"), 403),
    Case("cross site", get("/health", "Sec-Fetch-Site: cross-site\r\n"), 403),
    Case("preflight", "OPTIONS /turns HTTP/1.1\r\n\(host)Origin: https://evil.example\r\n\r\n", 403),
    // Forms that a page may send unasked
    Case("text body", post("Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"), 415),
    Case(
      "form body", post("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n", "a=b"),
      415),
    Case(
      "multipart body", post("Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 3\r\n", "--x"),
      415),
    Case("no type", post("Content-Length: 2\r\n", "{}"), 415),
    Case(
      "type that begins like ours", post("Content-Type: application/jsonp\r\nContent-Length: 2\r\n", "{}"),
      415),
    Case("compressed body", post("\(json)Content-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"), 415),
    // Framing
    Case("two lengths", post("\(json)Content-Length: 2\r\nContent-Length: 3\r\n", "{}x"), 400),
    Case("the same length twice", post("\(json)Content-Length: 2\r\nContent-Length: 2\r\n", "{}"), 400),
    Case(
      "length and chunks", post("\(json)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
      400),
    Case(
      "chunks and length", post("\(json)Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"),
      400),
    Case("negative length", post("\(json)Content-Length: -1\r\n"), 400),
    Case("length with a sign", post("\(json)Content-Length: +2\r\n", "{}"), 400),
    Case("length in hexadecimal", post("\(json)Content-Length: 0x2\r\n", "{}"), 400),
    Case("length that overflows", post("\(json)Content-Length: 99999999999999999999\r\n"), 400, 413),
    Case("length with a comma", post("\(json)Content-Length: 2, 2\r\n", "{}"), 400),
    Case("unknown coding", post("\(json)Transfer-Encoding: gzip\r\n", "{}"), 400),
    Case("chunked not last", post("\(json)Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 400),
    Case(
      "chunk size that is none", post("\(json)Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"), 400),
    Case(
      "chunk size that overflows", post("\(json)Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n"), 400
    ),
    Case("chunk without its end", post("\(json)Transfer-Encoding: chunked\r\n", "2\r\n{}xx0\r\n\r\n"), 400),
    Case("blank before a colon", get("/health", "X-A : b\r\n"), 400),
    Case("header without a colon", get("/health", "nonsense\r\n"), 400),
    Case("folded header", get("/health", "X-A: b\r\n c\r\n"), 400),
    Case("nul in a header", get("/health", "X-A: \0\r\n"), 400),
    Case("bare carriage return", get("/health", "X-A: a\rb\r\n"), 400),
    Case("empty header name", get("/health", ": b\r\n"), 400),
    Case("no version", "GET /health\r\n\r\n", 400),
    Case("http 2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    Case("http 9", "GET /health HTTP/9.9\r\n\(host)\r\n", 400),
    Case("tls hello", "\u{16}\u{03}\u{01}\u{02}\0\u{01}\0\u{01}\u{fc}\u{03}\u{03}", 400),
    Case("noise", "\0\u{1}\u{2}\u{3}\u{7f}\r\n\r\n", 400),
    Case("lower-case method", "get /health HTTP/1.1\r\n\(host)\r\n", 400, 405),
    Case("made-up method", "BREW /health HTTP/1.1\r\n\(host)\r\n", 400, 405),
    Case("connect", "CONNECT localhost:80 HTTP/1.1\r\n\(host)\r\n", 400, 404, 405),
    Case(
      "websocket",
      get("/events", "Connection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://evil.example\r\n"), 403),
    Case("expectation", post("\(json)Expect: the-unexpected\r\nContent-Length: 2\r\n", "{}"), 417),
    // Sizes
    Case("long target", get("/" + long(9_000)), 414),
    Case("long query", get("/health?x=" + long(9_000)), 414),
    Case("huge target", get("/" + long(300_000)), 414, 431),
    Case("huge header", get("/health", "X-A: \(long(1_000_000))\r\n"), 431),
    Case("large headers", get("/health", (0..<20).map { "X-\($0): \(long(1_000))\r\n" }.joined()), 431),
    Case("many headers", get("/health", (0..<20_000).map { "X-\($0): a\r\n" }.joined()), 431),
    Case("endless header name", get("/health", long(100_000)), 431),
    Case("large body", post("\(json)Content-Length: 1048577\r\n"), 413),
    Case(
      "large body in chunks",
      post("\(json)Transfer-Encoding: chunked\r\n", "100001\r\n\(long(0x100001))\r\n0\r\n\r\n"), 413),
    Case(
      "huge trailers",
      post("\(json)Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\nX-A: \(long(100_000))\r\n\r\n"), 400, 431
    ),
    // What is in them
    Case("deep JSON", post("\(json)Content-Length: 2000\r\n", long(2_000, "[")), 400),
    Case("cut JSON", post("\(json)Content-Length: 9\r\n", "{\"prompt\""), 400),
    Case("an array", post("\(json)Content-Length: 2\r\n", "[]"), 400),
    Case("no UTF-8 in the target", get("/%ff"), 400),
    Case("nul in the target", get("/health%00"), 400),
    Case("dots in the target", get("/../health"), 400),
    Case("escaped dots in the target", get("/sessions/%2e%2e/x"), 400),
    Case("absolute target", get("http://localhost/health"), 400),
    Case("fragment in the target", get("/health#x"), 400),
    Case("session that is a path", get("/session?session=../../etc/passwd"), 404),
    Case("session that is an option", get("/session?session=--help"), 404),
    Case("cursor that is none", get("/events?after=x&session=x"), 400, 404),
  ]

  @Test func thereAreSixtyFour() { #expect(Self.cases.count >= 64) }

  /// All on one server: what one of them breaks, the next one finds.
  @Test func eachIsRefusedAndHarmsNobody() throws {
    let bench = try ServeBench()
    let before = Self.descriptors(bench)
    for item in Self.cases {
      let client = try bench.connect()
      // It may be refused before all of it is written.
      try? client.write(item.bytes)
      let answer = try? client.answer()
      #expect(item.statuses.contains(answer?.status ?? 0), "\(item.name): \(answer?.status ?? 0)")
      #expect(answer?.headers["access-control-allow-origin"] == nil, "\(item.name)")
    }
    #expect(try bench.ask("GET", "/health").status == 200)
    #expect(Self.waits { Self.descriptors(bench) <= before + 1 }, "\(Self.descriptors(bench)) of \(before)")
    #expect(Self.memory(bench) < 64 << 10)
  }

  /// A request behind one that is refused on the same connection is not served: its beginning is anybody's guess.
  @Test func nothingIsServedBehindWhatIsRefused() throws {
    let bench = try ServeBench()
    let client = try bench.connect()
    try client.write(
      Self.post("Content-Type: text/plain\r\nContent-Length: 60\r\n") + Self.get("/health"))
    #expect(try client.answer().status == 415)
    #expect(client.isEnded)
  }

  @Test func requestsInARowAreAnsweredInTheirOrder() throws {
    let bench = try ServeBench()
    let client = try bench.connect()
    try client.write(Self.get("/health") + Self.get("/nothing") + Self.get("/status") + Self.get("/health"))
    let answers = try (0..<4).map { _ in try client.answer() }
    #expect(answers.map(\.status) == [200, 404, 200, 200])
    #expect(answers[2].json["type"] == "status")
  }

  /// Connections that send nothing, a little, or half of a body: all gone after their time, none in the way of
  /// somebody who asks.
  @Test func stormsPassAndLeaveNothing() throws {
    let bench = try ServeBench()
    let before = Self.descriptors(bench)
    let count = TestDose.count(60, full: 300)
    var idlers: [ServeClient] = []
    for number in 0..<(3 * count) {
      let client = try bench.connect()
      switch number % 3 {
      case 0: break
      case 1: try client.write("GET /health HTTP/1.1\r\nHost: local")
      default: try client.write(Self.post("\(Self.json)Content-Length: 100\r\n", "{"))
      }
      idlers.append(client)
    }
    #expect(try bench.ask("GET", "/health").status == 200)
    #expect(Self.memory(bench) < 64 << 10)
    // The times are those of the server: 5 s for the headers, 15 s for a body.
    let statuses = try idlers.map { client in try client.isEnded ? 0 : client.answer().status }
    for (number, status) in statuses.enumerated() { #expect(status == [0, 408, 408][number % 3]) }
    idlers = []
    #expect(Self.waits { Self.descriptors(bench) <= before + 1 })
  }

  /// At the limit the oldest one that waits makes room.
  @Test func whoAsksGetsInHoweverManyWait() throws {
    let bench = try ServeBench()
    var idlers: [ServeClient] = []
    for _ in 0..<2_100 {
      guard let client = try? bench.connect() else { break }
      idlers.append(client)
    }
    #expect(try bench.ask("GET", "/health").status == 200)
  }

  static func descriptors(_ bench: ServeBench) -> Int {
    (try? Files.list("/proc/\(bench.child.pid)/fd").count) ?? 0
  }

  /// The memory that the server has now, in kB.
  static func memory(_ bench: ServeBench) -> Int {
    let text =
      (try? Files.read("/proc/\(bench.child.pid)/status")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? .max
  }

  static func waits(_ condition: () -> Bool) -> Bool {
    for _ in 0..<1_200 {
      if condition() { return true }
      usleep(25_000)
    }
    return false
  }
}
