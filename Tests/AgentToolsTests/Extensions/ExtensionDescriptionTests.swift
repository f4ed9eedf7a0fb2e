import AgentCore
import AgentJSON
import AgentSandbox
import Testing

@testable import AgentTools

@Suite struct ExtensionDescriptionTests {
  private func parse(_ text: String) throws -> ExtensionDescription {
    try ExtensionDescription(
      parsing: JSON(parsing: text), name: "file", source: "x.tool.json", needsProgram: false)
  }

  @Test func everythingThatCanBeSaid() throws {
    let description = try parse(
      #"""
      {"name":"n","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string"}}},
       "side_effects":"write","input":"argv","output":"json","timeout":1.5,"cwd":"sub","env":["A_B"],
       "keep_alive":true,"ttl":30,"net":"host","readable":["/usr"],"writable":["/tmp"],"operands":["a"]}
      """#)
    #expect(description.tool.name == "n" && description.tool.timeout == 1500)
    #expect(description.declaredEffects == .write)
    #expect(description.input == .argv && description.output == .json && description.operands == ["a"])
    #expect(description.directory == "sub" && description.variables == ["A_B"])
    #expect(description.keepsAlive && description.timeToLive == 30_000)
    #expect(description.grants.network && description.grants.readable == ["/usr"])
    #expect(description.grants.writable == ["/tmp"] && !description.grants.unconfined)
  }

  @Test func whatIsNotSaid() throws {
    let description = try parse(#"{"description":"d"}"#)
    #expect(description.tool.name == "file" && description.declaredEffects == nil)
    #expect(description.input == .json && description.output == .text && description.grants.isEmpty)
    let custom = try parse(#"{"description":"d","type":"custom"}"#)
    #expect(custom.input == .raw && custom.tool.parameters == ExtensionDescription.rawParameters)
  }

  @Test(arguments: [
    (#"[]"#, "is no JSON object"), (#"{"name":"../x","description":"d"}"#, "'name' must be"),
    (#"{"name":"","description":"d"}"#, "'name' must be"), (#"{"name":"x"}"#, "'description' is missing"),
    (#"{"description":"d","type":"other"}"#, "'type' must be"),
    (#"{"description":"d","input":"xml"}"#, "'input'"), (#"{"description":"d","output":1}"#, "'output'"),
    (#"{"description":"d","parameters":[]}"#, "'parameters' must be"),
    (#"{"description":"d","parameters":{"type":"string"}}"#, "type object"),
    (#"{"description":"d","parameters":{"type":"object","properties":[]}}"#, "'properties' must be"),
    (#"{"description":"d","parameters":{"type":"object","properties":{"a":1}}}"#, "'properties' must be"),
    (#"{"description":"d","parameters":{"type":"object","required":"a"}}"#, "'required' must be"),
    (#"{"description":"d","timeout":-1}"#, "'timeout' must be"),
    (#"{"description":"d","ttl":"x"}"#, "'ttl' must be"),
    (#"{"description":"d","env":["A=B"]}"#, "'env' has"),
    (#"{"description":"d","env":"A"}"#, "'env' must be"),
    (#"{"description":"d","side_effects":"none"}"#, "'side_effects' must be"),
    (#"{"description":"d","net":"all"}"#, "'net' must be"),
    (#"{"description":"d","confine":"x"}"#, "'confine' must be"),
    (#"{"description":"d","keep_alive":1}"#, "'keep_alive' must be"),
    (#"{"description":"d","input":"raw"}"#, "'input' raw needs"),
    (#"{"description":"d","exec":[]}"#, "'exec' must be"),
    (#"{"description":"d","exec":[""]}"#, "'exec' must be"),
  ])
  func whatIsNone(_ text: String, _ words: String) {
    let error = #expect(throws: AgentError.self) { try parse(text) }
    #expect(error?.message.contains(words) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    (#"{"description":"d"}"#, "read", "read-only"), (#"{"description":"d"}"#, "write", "workspace"),
    (#"{"description":"d"}"#, "destructive", "off"), (#"{"description":"d"}"#, "network", "net"),
    (#"{"description":"d","side_effects":"read"}"#, "write", "workspace"),
    (#"{"description":"d","side_effects":"read"}"#, "destructive", "off"),
    (#"{"description":"d","side_effects":"network"}"#, "network", "read-only"),
    (#"{"description":"d","side_effects":"destructive"}"#, "destructive", "read-only"),
    (#"{"description":"d","side_effects":"read","net":"host"}"#, "network", "read-only"),
    (#"{"description":"d","side_effects":"read","writable":["/tmp"]}"#, "destructive", "read-only"),
  ])
  func theClassIsWhatTheSandboxAllowsAtLeast(_ text: String, _ effects: String, _ sandbox: String) throws {
    let policy = ToolBench().host { policy in
      if sandbox == "net" { policy.network = .host }
      policy.mode = .init(rawValue: sandbox) ?? .readOnly
    }.policy
    #expect(ExtensionEffects.of(try parse(text), under: policy).rawValue == effects)
  }
}
