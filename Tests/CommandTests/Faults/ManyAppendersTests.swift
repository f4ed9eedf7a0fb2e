import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Fifty processes append to one session at once, lines from 1 B to 1 MiB.
struct ManyAppendersTests {
  private static let processes = 50

  @Test func eachLineOnceAndEachProcessInOrder() throws {
    let tool = SessionTool()
    let id = try tool.make()
    let count = TestDose.count(4, full: 20)
    let milliseconds = Monitor([Int]())
    let failures = Monitor([String]())
    let threads = (0..<Self.processes).map { process in
      Thread.start {
        do {
          let times = try Self.append(tool, id, process, count)
          milliseconds.update { $0 += times }
        } catch {
          failures.update { $0.append("\(process): \(error)") }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(failures.withLock { $0 }.isEmpty)
    let times = milliseconds.withLock { $0 }.sorted()
    #expect(times.count == Self.processes * count)
    let (median, slow) = (times[times.count / 2], times[times.count * 99 / 100])
    print("appenders: \(times.count) lines, p50 \(median) ms, p99 \(slow) ms")

    var reader = try SessionReader(path: tool.path(id))
    var next = [Int](repeating: 0, count: Self.processes)
    var sequence = 0
    let blobs = SessionStore(tool.directory.runtimeDirectory).blobs
    while let record = try reader.next() {
      sequence += 1
      #expect(record.sequence == sequence)
      guard let value = record.json().map(blobs.resolving), value["type"] == "notice",
        let words = value["message"]?.string?.split(separator: " "), let process = Int(words[0]),
        let line = Int(words[1])
      else { continue }
      #expect(line == next[process], "process \(process)")
      #expect(words.last?.utf8.count == Self.size(process, line, of: count))
      next[process] = line + 1
    }
    #expect(next == [Int](repeating: count, count: Self.processes))
    #expect(try tool.run("fsck", id).status == 0)
  }

  /// Bytes of text, from 1 to 1 MiB, spread evenly over their magnitudes.
  private static func size(_ process: Int, _ line: Int, of count: Int) -> Int {
    1 << ((process + line * 20 / count) % 21)
  }

  /// One process that writes a line when the one before is acknowledged.
  /// - Returns: milliseconds for each.
  private static func append(_ tool: SessionTool, _ id: String, _ process: Int, _ count: Int) throws
    -> [Int]
  {
    let child = try tool.command.spawn(["append", id], input: .pipe, error: .null)
    var lines = LineReader()
    var times: [Int] = []
    for line in 0..<count {
      let text = "\(process) \(line) " + String(repeating: "x", count: size(process, line, of: count))
      let begin = Deadline.monotonicNow()
      try IO.writeAll(child.standardInput, Array((SessionTool.note(text) + "\n").utf8))
      var acknowledged: LineReader.Line?
      while acknowledged == nil {
        let bytes = try IO.read(child.standardOutput)
        if bytes.isEmpty { break }
        lines.append(bytes)
        acknowledged = try lines.next()
      }
      if acknowledged == nil { break }
      times.append((Deadline.monotonicNow() - begin) / 1_000_000)
    }
    close(child.standardInput)
    if child.end(within: 60_000) != .code(0) { times = [] }
    close(child.standardOutput)
    return times
  }
}
