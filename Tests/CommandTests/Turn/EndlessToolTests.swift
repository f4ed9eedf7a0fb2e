import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Every tool ends, with all that it has started, when its time or its turn is over: nothing is alive then, the
/// result has come, and the turn has stayed small.
@Suite(.ownThreads) struct EndlessToolTests {
  /// The most memory of `agent-turn` that these tests have seen, in kB, and its limit.
  private static let memoryLimit = 60_000
  /// Milliseconds: a second for the call, one to end it, and what a loaded machine takes for the rest.
  private static let patience = 8000

  @Test(arguments: EndlessTool.all.filter { TestDose.isFull || !$0.isLarge })
  func ofBash(_ tool: EndlessTool) throws {
    try run("bash", tool) { ["command": .string($0), "pty": .bool(tool.onTerminal)] }
  }

  @Test(arguments: EndlessTool.cells)
  func ofPython(_ tool: EndlessTool) throws {
    try run("python", tool) { ["code": .string($0)] }
  }

  /// The programs, started by a cell and left behind by it or waited for.
  @Test(
    arguments: EndlessTool.all.filter { TestDose.isFull ? !$0.onTerminal : false } + EndlessTool.all.prefix(8)
  )
  func ofAProgramOfPython(_ tool: EndlessTool) throws {
    try run("python", tool) { script in
      [
        "code": .string(
          "import subprocess\nsubprocess.run(['bash', '-c', \(JSON.string(script).text)])\nNone")
      ]
    }
  }

  private static let mark = Monitor(0)

  private func run(_ name: String, _ tool: EndlessTool, _ arguments: (String) -> JSON) throws {
    let number = Self.mark.withLock { (mark: inout Int) -> Int in
      mark += 1
      return mark
    }
    let seconds = "86400.\(getpid())\(number)"
    let bench = try TurnBench([.toolCall(name, arguments(tool.filled(seconds))), .text("ok")])
    let child = try bench.command().spawn(
      bench.address + ["--tool-timeout", "1s", "-o", "answer", "go"], output: .null, error: .null)
    let memory = memoryOfWholeLife(of: child)
    #expect(child.end(within: 30_000)?.status == 0)
    #expect(try bench.directory.read("work/answer") == "ok\n")
    let item = try #require(
      try bench.events().last { $0["type"] == "item.completed" && $0["item"]?["tool"]?.string == name })[
        "item"]
    #expect(item?["duration_ms"]?.int ?? .max < Self.patience)
    #expect(memory() < Self.memoryLimit)
    #expect(Self.processes(with: seconds).isEmpty)
    #expect(bench.processesLeft().isEmpty)
  }

  /// When the turn's process is killed, its tools die of that.
  @Test(
    arguments: ["bash", "python"],
    ["sleep SECONDS", "setsid -f sleep SECONDS; sleep 1000", "trap '' TERM HUP; sleep SECONDS"])
  func nothingOutlivesAKilledTurn(_ name: String, _ script: String) throws {
    let number = Self.mark.withLock { (mark: inout Int) -> Int in
      mark += 1
      return mark
    }
    let seconds = "86400.\(getpid())\(number)"
    let line = "touch begun; " + script.replacing("SECONDS", with: seconds)
    let code = "import subprocess\nsubprocess.run(['bash', '-c', \(JSON.string(line).text)])"
    let bench = try TurnBench([
      .toolCall(name, name == "bash" ? ["command": .string(line)] : ["code": .string(code)])
    ])
    let child = try bench.start(["-w", "go"])
    #expect(bench.directory.waitForFile("work/begun"))
    child.signal(SIGKILL)
    #expect(child.end()?.status == 137)
    for _ in 0..<400 where !bench.processesLeft().isEmpty { usleep(25_000) }
    #expect(bench.processesLeft().isEmpty && Self.processes(with: seconds).isEmpty)
  }

  /// A gigabyte, errors, one line, bytes that are no text: some is kept, the rest is counted, nothing is waited for.
  @Test(arguments: [
    ("yes | head -c SIZE", 64, 1024), ("yes | head -c SIZE >&2", 16, 256),
    ("head -c SIZE /dev/zero | tr '\\0' x", 16, 100), ("head -c SIZE /dev/urandom", 8, 64),
    ("yes $'\\e[31m\\xff\\xfe' | head -c SIZE", 8, 64),
  ])
  func aFlood(_ script: String, _ small: Int, _ full: Int) throws {
    let size = TestDose.count(small, full: full) << 20
    let bench = try TurnBench([
      .toolCall("bash", ["command": .string(script.replacing("SIZE", with: String(size)))]), .text("ok"),
    ])
    let child = try bench.command().spawn(
      bench.address + ["-o", "answer", "go"], output: .null, error: .null)
    let memory = memoryOfWholeLife(of: child)
    #expect(child.end(within: 120_000)?.status == 0)
    #expect(memory() < Self.memoryLimit)
    let event = try #require(
      try bench.events().last { $0["type"] == "item.completed" && $0["item"]?["tool"] == "bash" })
    let item = event["item"] ?? .null
    #expect(item["exit_code"] == 0 && item["status"] == "completed")
    let text = try #require(item["aggregated_output"]?.string)
    #expect(text.utf8.count < 128 << 10)
    let dropped = try #require(item["truncated"]?["bytes"]?.int)
    #expect(text.contains("[… \(dropped) bytes left out …]"))
    #expect(dropped > size - (40 << 10) && dropped < size)
    let file = try #require(item["output_file"]?.string)
    let status = try #require(try Files.status(file))
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(Int(status.st_size) == min(size, 64 << 20))
  }

  // MARK: - Looking on

  /// Follows the memory of a process on a thread; what it was at most, in kB, when it has ended.
  private func memoryOfWholeLife(of child: ChildProcess) -> () -> Int {
    let most = Monitor(0)
    let pid = child.pid
    let thread = Thread.start {
      while let status = try? Files.read("/proc/\(pid)/status") {
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first {
          $0.hasPrefix("VmHWM:")
        }
        guard let number = line?.split(separator: " ").dropLast().last.flatMap({ Int($0.filter(\.isNumber)) })
        else { return }
        most.withLock { $0 = number }
        usleep(10_000)
      }
    }
    return {
      thread.join()
      return most.withLock { $0 }
    }
  }

  /// Processes whose command line has a mark.
  private static func processes(with mark: String) -> [String] {
    ((try? Files.list("/proc")) ?? []).filter { name in
      guard let pid = Int32(name), isRunning(pid) else { return false }
      let line = (try? Files.read("/proc/\(name)/cmdline")) ?? []
      return String(decoding: line, as: UTF8.self).contains(mark)
    }
  }
}
