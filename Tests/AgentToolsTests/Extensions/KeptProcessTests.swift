import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct KeptProcessTests {
  let bench = ToolBench()

  /// A tool that is kept alive and answers with how often it was asked.
  static let counter = """
    #!/usr/bin/python3
    # @describe counts
    # @keep-alive
    import json, os, sys, time
    count = 0
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] != "call": continue
        count += 1
        args = request["args"]
        if args.get("die"): sys.stderr.write("no more\\n"); sys.exit(3)
        if args.get("hang"): time.sleep(1000)
        if args.get("junk"): print("not a reply"); print("[1]"); print('{"id":999999,"result":"other"}')
        reply = {"id": request["id"], "result": f"{count} {os.getpid()}"}
        if args.get("fail"): reply = {"id": request["id"], "error": "it failed"}
        if args.get("image"): reply["parts"] = [{"type": "image", "data": "iVBORw0KGgoBAgM="}]
        print(json.dumps(reply), flush=True)
    """

  private func tool(_ runner: ExtensionRunner) throws -> ExecutableTool {
    try bench.extend("tools/count", Self.counter)
    return ExecutableTool(try bench.found("count", .tools, runner.host), runner: runner)
  }

  @Test func oneProcessServesAllCallsAndEndsWithTheTurn() throws {
    let runner = bench.runner()
    let tool = try tool(runner)
    let replies = try (0..<50).map { _ in try bench.run(tool, [:]).text.split(separator: " ") }
    #expect(replies.map { String($0[0]) } == (1...50).map(String.init))
    #expect(Set(replies.map { $0[1] }).count == 1)
    #expect(try bench.run(tool, ["junk": true]).text.hasPrefix("51 "))
    #expect(try bench.run(tool, ["fail": true]).text == "Error: it failed")
    #expect(try bench.run(tool, ["image": true]).images.first?.bytes == ExtensionRunnerTests.png)
    runner.finish()
    #expect(try Files.list(bench.directory.path("runtime/workfolder")).isEmpty)
    #expect(!Self.runs(bench.directory.path("runtime/tools/count")))
  }

  @Test func oneThatDiesIsStartedAgain() throws {
    let runner = bench.runner()
    defer { runner.finish() }
    let tool = try tool(runner)
    #expect(try bench.run(tool, [:]).text.hasPrefix("1 "))
    let error = #expect(throws: AgentError.self) { try bench.run(tool, ["die": true]) }
    #expect(error?.message == "ended without a reply: no more")
    #expect(try bench.run(tool, [:]).text.hasPrefix("1 "))
  }

  @Test func oneThatHangsIsEndedAndStartedAgain() throws {
    let runner = bench.runner()
    defer { runner.finish() }
    let tool = try tool(runner)
    let error = #expect(throws: AgentError.self) { try bench.run(tool, ["hang": true], milliseconds: 1000) }
    #expect(error?.code == .deadline)
    #expect(try bench.run(tool, [:]).text.hasPrefix("1 "))
    Thread.start { [cancellation = bench.cancellation] in
      usleep(300_000)
      cancellation.cancel(.signal(SIGINT))
    }.detach()
    let stopped = #expect(throws: AgentError.self) { try bench.run(tool, ["hang": true]) }
    #expect(stopped?.code == .interrupted)
  }

  /// With nothing to do for a while it is gone, and the next call has another.
  @Test func oneThatIsIdleEnds() throws {
    let host = bench.host()
    let script = try bench.extend("tools/count", Self.counter)
    let scratch = try Scratch(bench.directory.runtimeDirectory)
    let (item, context) = (try bench.found("count", .tools, host), try bench.context())
    let runner = ExtensionRunner(host)
    let process = KeptProcess(
      "count", scratch: scratch, idleMilliseconds: 200,
      start: { () throws(AgentError) in
        ExtensionLaunch(
          item, host: host, sandbox: try runner.sandbox(for: item), scratch: scratch.path, context: context)
      })
    func pid() throws -> String {
      try process.request(
        ["op": "call", "args": [:]], until: .after(milliseconds: 20_000), Cancellation())["result"]?.string
        ?? ""
    }
    let first = try pid()
    #expect(first.hasPrefix("1 "))
    var isGone = false
    for _ in 0..<400 where !isGone {
      usleep(25_000)
      isGone = !Self.runs(script)
    }
    #expect(isGone)
    #expect(try pid().hasPrefix("1 "))
    process.finish()
    #expect(!Self.runs(script))
  }

  /// Whether a process has the script on its command line.
  static func runs(_ script: String) -> Bool {
    ((try? Files.list("/proc")) ?? []).contains { name in
      guard Int(name) != nil, let line = try? Files.read("/proc/\(name)/cmdline") else { return false }
      return String(decoding: line, as: UTF8.self).contains(script)
    }
  }
}
