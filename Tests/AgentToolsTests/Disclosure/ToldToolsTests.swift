import AgentCore
import AgentJSON
import AgentSandbox
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ToldToolsTests {
  @Test(
    arguments: [
      (#"{"type":"object","additionalProperties":false}"#, #"{"type":"object"}"#),
      (#"{"additionalProperties":{"type":"string"}}"#, #"{"additionalProperties":{"type":"string"}}"#),
      // A property may be called like a member of a schema.
      (
        #"{"properties":{"additionalProperties":false,"anyOf":{"additionalProperties":false}}}"#,
        #"{"properties":{"additionalProperties":false,"anyOf":{}}}"#
      ),
      (#"{"enum":[{"additionalProperties":false}]}"#, #"{"enum":[{"additionalProperties":false}]}"#),
      // One or many is many.
      (
        #"{"anyOf":[{"type":"string","description":"d"},{"type":"array","items":{"type":"string"},"minItems":1}]}"#,
        #"{"type":"array","items":{"type":"string","description":"d"},"minItems":1}"#
      ),
      (
        #"{"description":"x","anyOf":[{"type":"string"},{"type":"object"},{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"object"}]}}]}"#,
        #"{"description":"x","type":"array","items":{"anyOf":[{"type":"string"},{"type":"object"}]}}"#
      ),
      // Another thing than what the list holds stays.
      (
        #"{"anyOf":[{"type":"number"},{"type":"array","items":{"type":"string"}}]}"#,
        #"{"anyOf":[{"type":"number"},{"type":"array","items":{"type":"string"}}]}"#
      ),
      (#"{"anyOf":[{"type":"array","items":{}}]}"#, #"{"anyOf":[{"type":"array","items":{}}]}"#),
      (#"{"items":{"additionalProperties":false}}"#, #"{"items":{}}"#), ("true", "true"),
    ])
  func whatIsToldOfASchema(_ schema: String, _ told: String) throws {
    #expect(try ToldSchema.of(JSON(parsing: schema)) == JSON(parsing: told))
  }

  @Test func withoutWordsTheShapeIsLeft() throws {
    let schema: JSON = [
      "type": "object", "description": "d",
      "properties": [
        "description": ["type": "string", "description": "d"], "n": ["type": "integer", "minimum": 1],
      ],
      "required": ["n"],
    ]
    #expect(
      ToldSchema.without(ToldSchema.words.union(ToldSchema.bounds), schema)
        == [
          "type": "object", "properties": ["description": ["type": "string"], "n": ["type": "integer"]],
          "required": ["n"],
        ])
  }

  /// Calls are held against all of the schema, whatever was told of it.
  @Test func oneElementIsStillTaken() throws {
    let registry = ToolRegistry([ReadTool()])
    #expect(registry.told[0].parameters["properties"]?["reads"]?["type"] == "array")
    for arguments in [#"{"reads":{"source":"a"}}"#, #"{"reads":[{"source":"a"}]}"#] {
      _ = try ToolRunner(registry).check(.init(callID: "c", tool: "read", arguments: arguments))
    }
    #expect(throws: AgentError.self) {
      try ToolRunner(registry).check(
        .init(callID: "c", tool: "read", arguments: #"{"reads":{"source":"a","x":1}}"#))
    }
  }

  /// Tools of plugins, each with `words` about each of three arguments.
  static func shipped(_ plugins: [String], words: String, _ bench: ToolBench) -> [any Tool] {
    let runner = bench.runner()
    return plugins.flatMap { plugin in
      (1...4).map { number in
        let property: JSON = ["type": "string", "description": .string(words)]
        var description = ExtensionDescription(
          ToolDescription(
            name: "\(plugin)_\(number)", description: "Does it. \(words)",
            parameters: ["type": "object", "properties": ["a": property, "b": property, "c": property]],
            sideEffects: .state, exec: ["x"]))
        description.plugin = plugin
        return ExecutableTool(
          Extension(
            kind: .tools, origin: .shipped, path: "/x", command: ["/x"], folder: nil, description: description
          ),
          runner: runner)
      }
    }
  }

  private static let plugins = ["memory", "planner", "scheduler"]

  private func size(_ registry: ToolRegistry) -> Int {
    registry.told.reduce(0) {
      let object: JSON = [
        "type": "function", "name": .string($1.name), "description": .string($1.description),
        "parameters": $1.parameters, "strict": false,
      ]
      return $0 + object.byteCount + 1
    }
  }

  @Test func fewWordsAreToldWhole() {
    let bench = ToolBench()
    let registry = ToolRegistry([ReadTool()] + Self.shipped(["memory"], words: "Some words.", bench))
      .disclosing
    #expect(registry.names == ["read", "memory_1", "memory_2", "memory_3", "memory_4"])
    #expect(registry.told[1].description == "Does it. Some words.")
    #expect(registry.told[1].parameters["properties"]?["a"]?["description"] == "Some words.")
  }

  @Test func whereThereIsNoRoomPluginsAreToldInBrief() {
    let bench = ToolBench()
    let tools = Self.shipped(
      Self.plugins,
      words: "More words about it than a first request has room for, of three arguments of a dozen tools.",
      bench)
    let registry = ToolRegistry([ReadTool()] + tools).disclosing
    let told = registry.told
    #expect(told.count == 13 && size(registry) <= ToldTools.mostBytes)
    #expect(told[1].description == "Does it." && told[1].parameters["properties"]?["a"] == ["type": "string"])
    // What belongs to no plugin keeps its words.
    #expect(told[0].parameters.text.contains("path of a text file"))
    #expect(registry["memory_1"]?.description.description.hasSuffix("tools.") == true)
  }

  /// Where that is not enough, plugin after plugin is found by a search.
  @Test func theLastOnesAreHidden() throws {
    let bench = ToolBench()
    let long = Self.shipped(Self.plugins + ["a", "b", "c"], words: "Words.", bench)
    let registry = ToolRegistry(ToolRegistry.builtIn(SandboxPolicy(workspace: "/w")) + long).disclosing
    #expect(size(registry) <= ToldTools.mostBytes, "\(size(registry))")
    let names = registry.names
    #expect(names.contains("a_1") && !names.contains("scheduler_1"))
    #expect(names.contains("tool_search") && names.contains("tool_call") && !names.contains("mcp_search"))
    let search = try #require(registry["tool_search"])
    #expect(search.description.description.contains("scheduler (4)"))
    let found = try bench.run(search, ["query": "scheduler_2"]).text
    #expect(found.contains(#""tool":"scheduler_2""#) && found.contains("Words."))
    #expect(
      registry.meant("tool_call", #"{"tool":"scheduler_2","arguments":{"a":"x"}}"#).tool == "scheduler_2")
  }

  /// What the user has added takes nobody's room.
  @Test func toolsOfTheUserAreNotCounted() throws {
    let bench = ToolBench()
    let servers = try ToolDisclosureTests.tools(
      15, schema: ["type": "object", "description": .string(String(repeating: "x", count: 250))])
    let tools = Self.shipped(["memory"], words: String(repeating: "w", count: 300), bench)
    let registry = ToolRegistry(tools + servers).disclosing
    #expect(registry.told[0].parameters.text.contains("www"))
  }
}
