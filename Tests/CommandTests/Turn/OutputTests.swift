import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct TurnOutputTests {
  @Test func aReaderThatLeavesEndsItQuietlyAndTheTurnIsSaved() throws {
    let bench = try TurnBench([.text(String(repeating: "long answer ", count: 50_000)).deltas(of: 4000)])
    let result = try bench.shell("$turn --no-stdin -j --deltas go | head -1; exit ${PIPESTATUS[0]}")
    #expect(result.status == 141)
    #expect(result.errors.isEmpty)
    #expect(result.lines.count == 1)
    let end = try bench.terminal()
    #expect(
      end["type"] == "turn.failed" && end["error"]?["code"] == "output_closed" && end["exit_code"] == 141)
  }

  @Test func aFailedOutputEndsTheToolsToo() throws {
    let bench = try TurnBench([
      .answer(.call(name: "list", arguments: "{}"), .call(name: "slow", arguments: "{}"))
    ])
    let command = BuiltCommand("/bin/bash", in: bench.directory, environment: try bench.slowTool())
    let address = bench.address.joined(separator: " ")
    let result = try command.run(
      "-c", "agent-turn \(address) --no-stdin -j go | head -4; exit ${PIPESTATUS[0]}")
    #expect(result.status == 141)
    if let tool = try? bench.directory.read("started"), let pid = Int32(tool.dropLast()) {
      #expect(!isRunning(pid))
    }
    #expect(try bench.terminal()["exit_code"] == 141)
  }

  @Test(arguments: ["", "-j", "--format json"])
  func aFullDeviceIsAnInputOutputError(_ format: String) throws {
    let bench = try TurnBench()
    let result = try bench.shell("$turn --no-stdin \(format) go >/dev/full")
    #expect(result.status == 74)
    #expect(result.tellingLines.count == 1)
    #expect(result.errors.contains("standard output"))
  }

  @Test func closedStandardDescriptorsHurtNobody() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("$turn -o answer go <&- 2>&-").status == 0)
    #expect(try bench.directory.read("work/answer") == "done\n")
    let closed = try bench.shell("$turn go <&- >&-")
    #expect(closed.status == 74)
    #expect(try bench.shell("$turn -o answer2 go <&- >&- 2>&-").status == 0)
    for id in bench.sessions() { #expect(try bench.log(id).allSatisfy { $0.hasSuffix("\"}") }) }
  }

  /// A file system of 100 KB.
  @Test(.enabled(if: getuid() == 0, "a small file system needs root"))
  func aFullDiskIsAnInputOutputError() throws {
    let bench = try TurnBench()
    let runtime = bench.directory.runtime
    let result = try bench.shell(
      """
      mkdir -m 700 \(runtime) && mount -t tmpfs -o size=100k,mode=700 none \(runtime) || exit 99
      $turn --no-stdin one >/dev/null && dd if=/dev/zero of=\(runtime)/fill bs=1k 2>/dev/null
      $turn --no-stdin -c "$(head -c 20000 /dev/zero | tr '\\0' x)" >out 2>err; status=$?
      rm \(runtime)/fill; cp -r \(runtime)/sessions kept; umount \(runtime); exit $status
      """)
    if result.status == 99 { return }
    #expect(result.status == 74)
    #expect(try bench.directory.read("work/err").split(separator: "\n").count == 1)
    let kept = try Files.list(bench.directory.path("work/kept")).filter { $0.hasSuffix(".ndjson") }
    for name in kept { #expect(try bench.directory.read("work/kept/\(name)").hasSuffix("\"}\n")) }
  }
}
