import AgentCore
import AgentJSON
import Testing

@testable import AgentTools

@Suite struct ToolDescriptionTests {
  static let whole: JSON = [
    "name": "view", "description": "shows", "parameters": ["type": "object"], "side_effects": "read",
    "item": "tool_call", "timeout": 1.5, "exec": ["agent-extract", "--tool"], "path_arguments": ["path"],
  ]

  @Test func readsAFile() throws {
    let tool = try ToolDescription(parsing: Self.whole, source: "f")
    #expect(tool.name == "view" && tool.sideEffects == .read && tool.timeout == 1500)
    #expect(tool.exec == ["agent-extract", "--tool"] && tool.pathArguments == ["path"])
  }

  @Test func whatIsNotSaidIsTheMostCautious() throws {
    let tool = try ToolDescription(parsing: ["name": "x", "description": "y", "exec": ["z"]], source: "f")
    #expect(tool.sideEffects == .destructive && tool.itemType == "tool_call" && tool.timeout == nil)
  }

  @Test(
    arguments: [
      ("name", nil), ("name", ""), ("name", "a b"), ("name", "ä"),
      ("name", .string(String(repeating: "x", count: 65))),
      ("description", nil), ("description", ""), ("parameters", [1]), ("side_effects", "some"), ("exec", nil),
      ("exec", []), ("exec", ["a", 1]), ("exec", "a"), ("timeout", "1"), ("timeout", 0), ("timeout", -1),
      ("timeout", 1e300), ("path_arguments", [1]),
    ] as [(String, JSON)])
  func refusesWhatIsNone(_ member: String, _ value: JSON) throws {
    var object = try #require(Self.whole.object)
    object[member] = value.isNull ? nil : value
    let error = #expect(throws: AgentError.self) {
      try ToolDescription(parsing: .object(object), source: "f.json")
    }
    #expect(error?.code == .config)
    #expect(error?.object == "f.json")
    #expect(error?.message.contains(member) == true)
  }
}
