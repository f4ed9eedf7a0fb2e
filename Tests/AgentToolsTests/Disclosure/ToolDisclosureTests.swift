import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ToolDisclosureTests {
  /// Tools of two servers that were never asked: nothing here starts one.
  static func tools(_ count: Int, schema: JSON = ["type": "object"]) throws -> [any Tool] {
    let environment = MCPEnvironment(
      client: MCPIdentity(name: "t", version: "1"), runtime: TestDirectory().runtimeDirectory,
      policy: SandboxPolicy(workspace: "/"), environment: [:])
    let clients = try ["garden", "time"].map {
      MCPClient(try MCPServerConfiguration(name: $0, ["command": "x"]), environment)
    }
    return (0..<count).map { number in
      let client = clients[number * 2 / max(1, count)]
      let words = number == 3 ? "Waters the flowers" : "Number \(number)"
      let facts = MCPToolFacts(name: "tool_\(number)", description: words, schema: schema)
      return MCPTool(
        description: MCPToolset.descriptions([facts], of: client.server, environment.policy)[0], facts: facts,
        client: client, others: clients)
    }
  }

  @Test func fewToolsAreOffered() throws {
    let registry = ToolRegistry([ReadTool()] + (try Self.tools(15))).disclosing
    #expect(registry.names.count == 16 && registry.names[1] == "garden__tool_0")
    #expect(registry.descriptions[1].itemFields == ["server": "garden", "tool": "tool_0"])
  }

  @Test func manyAreFoundAndCalled() throws {
    let registry = ToolRegistry([ReadTool()] + (try Self.tools(16))).disclosing
    #expect(registry.names == ["read", "mcp_search", "mcp_call"])
    let search = try #require(registry["mcp_search"])
    #expect(search.description.description.contains("garden (8), time (8)"))
    let bench = ToolBench()
    let found = try bench.run(search, ["query": "flowers, water"]).text
    #expect(try JSON(parsing: found)["tool"] == "garden__tool_3")
    #expect(try bench.run(search, ["query": ""]).text.split(separator: "\n").count == 16)
    #expect(try bench.run(search, ["query": "garden", "limit": 2]).text.split(separator: "\n").count == 2)
    #expect(try bench.run(search, ["query": "zzz"]).text.hasPrefix("No tool"))
    let meant = registry.meant("mcp_call", #"{"tool":"time__tool_9","arguments":{"a":1}}"#)
    #expect(meant == ("time__tool_9", #"{"a":1}"#))
    #expect(registry["time__tool_9"] != nil)
    // What is wrong stays a call of mcp_call, which says so.
    for text in [#"{"tool":"nosuch"}"#, "{", "[]", #"{"tool":"read"}"#] {
      #expect(registry.meant("mcp_call", text) == ("mcp_call", text))
    }
    #expect(registry.meant("read", #"{"tool":"time__tool_9"}"#).tool == "read")
    let error = #expect(throws: AgentError.self) {
      try bench.run(try #require(registry["mcp_call"]), ["tool": "tool_9"])
    }
    #expect(error?.message == "no such tool")
  }

  @Test func largeSchemasCountToo() throws {
    let schema: JSON = ["type": "object", "description": .string(String(repeating: "x", count: 1100))]
    #expect(ToolRegistry(try Self.tools(3, schema: schema)).disclosing.names.count == 3)
    #expect(ToolRegistry(try Self.tools(4, schema: schema)).disclosing.names == ["mcp_search", "mcp_call"])
  }

  @Test func namesThatModelsTake() throws {
    #expect(MCPToolset.name("a.b/c é", of: "s") == "s__a_b_c__")
    let long = String(repeating: "x", count: 100)
    let (first, second) = (MCPToolset.name(long + "1", of: "s"), MCPToolset.name(long + "2", of: "s"))
    #expect(first != second && first.utf8.count == 64 && ToolDescription.isValidName(first))
  }
}
