import AgentCore
import Testing

@testable import AgentTools

@Suite struct ToolRegistryTests {
  let registry = ToolRegistry(ToolBench.tools)

  @Test(arguments: [
    ("none", []), ("default", ["read", "list", "search", "bash", "python"]),
    ("all", ["read", "list", "search", "bash", "python"]),
    ("search,read", ["read", "search"]), (" list , ", ["list"]), ("", []),
  ])
  func selects(_ text: String, _ names: [String]) throws {
    #expect(try registry.selecting(ToolRegistry.Selection(text)).names == names.filter { !$0.isEmpty })
  }

  @Test func anUnknownNameIsToldWithANearOne() {
    let error = #expect(throws: AgentError.self) { try registry.selecting(.named(["serch"])) }
    #expect(error?.exitCode == .usage)
    #expect(error?.hint?.contains("search") == true)
    #expect(registry["nosuch"] == nil)
  }
}
