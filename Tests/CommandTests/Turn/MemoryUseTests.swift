import AgentJSON
import AgentTesting
import Testing

/// `--memory`: whether a turn remembers.
@Suite struct MemoryUseTests {
  /// What a turn is offered and told, after something has been remembered.
  private func turn(_ options: [String]) throws -> (tools: Set<String>, isTold: Bool) {
    let bench = try TurnBench()
    let memory = BuiltCommand("agent-memory", in: bench.directory)
    #expect(try memory.run("add", "--pin", "The harbour gate opens at seven").status == 0)
    let result = try bench.run(options + ["when does the harbour gate open?"])
    #expect(result.status == 0, "\(result.errors)")
    let body = try #require(bench.server.bodies.last)
    let names = (body["tools"]?.array ?? []).compactMap { $0["name"]?.string }
    return (Set(names), body.text.contains("opens at seven"))
  }

  private static let tools: Set = ["memory_add", "memory_edit", "memory_delete", "memory_search"]

  @Test(arguments: [
    ([], true, true), (["--memory", "on"], true, true), (["--memory", "off"], false, false),
    (["--set", #"builtin_tools=["bash"]"#, "--no-context"], false, false),
    (["--set", #"builtin_tools=["bash"]"#, "--no-context", "--memory", "on"], true, true),
    (["--tools", "bash", "--providers", "cwd", "--memory", "on"], true, true),
    (["--tools", "none", "--memory", "on"], false, true),
    (["--tools", "all", "--memory", "off"], false, false),
  ])
  func theOptionDecides(_ options: [String], _ offers: Bool, _ tells: Bool) throws {
    let (tools, isTold) = try turn(options)
    #expect(tools.isSuperset(of: Self.tools) == offers && tools.isDisjoint(with: Self.tools) == !offers)
    #expect(isTold == tells)
    if options.contains("bash") { #expect(tools.contains("bash")) }
  }

  @Test func anotherWordIsRefused() throws {
    let bench = try TurnBench()
    #expect(try bench.run("--memory", "perhaps", "x").status == 64)
  }
}
