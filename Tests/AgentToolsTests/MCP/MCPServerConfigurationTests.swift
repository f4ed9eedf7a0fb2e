import AgentCore
import AgentJSON
import AgentSandbox
import Testing

@testable import AgentTools

@Suite struct MCPServerConfigurationTests {
  @Test func theCommonShapeIsRead() throws {
    let server = try MCPServerConfiguration(
      name: "git",
      [
        "command": "mcp-server-git", "args": ["--repository", "."], "env": ["A": "b"], "cwd": "~/x",
        "timeout": 5, "tools": ["git_log"], "disabled": true, "colour": 1,
      ])
    #expect(
      server.transport
        == .stdio(
          command: ["mcp-server-git", "--repository", "."], variables: ["A": "b"], directory: "~/x"))
    #expect(server.timeout == 5000 && !server.isEnabled && server.network == .none)
    #expect(server.takes("git_log") && !server.takes("git_commit"))
    #expect(server.unknown == ["colour"])
    let web = try MCPServerConfiguration(
      name: "web", ["type": "http", "url": "https://x/mcp", "headers": ["A": "b"], "timeout": "2m"])
    #expect(web.transport == .http(url: "https://x/mcp", headers: ["A": "b"]) && web.timeout == 120_000)
    #expect(web.isEnabled && web.fingerprint != server.fingerprint)
  }

  @Test(arguments: [
    (#"{}"#, "command"), (#"{"command":"a","url":"b"}"#, "command"), (#"{"command":1}"#, "command"),
    (#"{"command":"a","args":"b"}"#, "args"), (#"{"command":"a","env":{"A":1}}"#, "env"),
    (#"{"command":"a","env":{"A=B":"1"}}"#, "env"), (#"{"command":"a","timeout":0}"#, "timeout"),
    (#"{"command":"a","timeout":"soon"}"#, "timeout"), (#"{"command":"a","sandbox":"on"}"#, "sandbox"),
    (#"{"command":"a","net":"all"}"#, "net"), (#"{"url":"x","type":"sse"}"#, "type"),
    (#"{"command":"a","side_effects":"none"}"#, "side_effects"), (#"{"command":"a","tools":[1]}"#, "tools"),
    (#"{"command":"a","concurrency":0}"#, "concurrency"), (#"{"command":"a","enabled":"yes"}"#, "enabled"),
  ])
  func whatIsWrongIsNamed(_ text: String, _ member: String) throws {
    let json = try JSON(parsing: text)
    let error = #expect(throws: AgentError.self) { try MCPServerConfiguration(name: "s", json) }
    #expect(error?.code == .config && error?.object == "mcp_servers.s.\(member)")
  }

  @Test(arguments: ["", "a b", "a__b", "-a", "a_", String(repeating: "x", count: 33), "../x", "é"])
  func namesThatAreNone(_ name: String) {
    #expect(throws: AgentError.self) { try MCPServerConfiguration(name: name, ["command": "a"]) }
  }

  static let effects: [(String, String, ToolDescription.SideEffects)] = [
    (#"{"command":"a"}"#, "read-only", .read),
    (#"{"command":"a"}"#, "workspace", .write), (#"{"command":"a"}"#, "off", .destructive),
    (#"{"command":"a","net":"host"}"#, "read-only", .network),
    (#"{"command":"a","sandbox":"off"}"#, "read-only", .destructive),
    (#"{"command":"a","sandbox":"workspace"}"#, "read-only", .write),
    (#"{"command":"a","writable":["/x"]}"#, "read-only", .write),
    (#"{"url":"https://x"}"#, "read-only", .network),
    (#"{"url":"https://x","side_effects":"read"}"#, "workspace", .read),
    (#"{"url":"https://x","side_effects":{"t":"read"}}"#, "workspace", .read),
    (#"{"url":"https://x","side_effects":{"u":"read","*":"destructive"}}"#, "workspace", .destructive),
  ]

  /// What a server says of itself is no reason to trust it: the user's words count, then what confines it.
  @Test(arguments: effects)
  func whatACallMayChange(_ text: String, _ mode: String, _ effects: ToolDescription.SideEffects) throws {
    let server = try MCPServerConfiguration(name: "s", try JSON(parsing: text))
    let policy = SandboxPolicy(mode: .init(rawValue: mode) ?? .readOnly, network: .host, workspace: "/w")
    #expect(server.effects(of: "t", policy: policy) == effects)
  }

  @Test func oneBrokenServerIsOneProblem() throws {
    let all = MCPConfigurations([
      "b": ["command": "x"], "a": ["command": "y"], "bad": ["command": 1], "c d": 1,
    ])
    #expect(all.servers.map(\.name) == ["a", "b"] && all.problems.count == 2)
    #expect(throws: AgentError.self) { try all.server("bad") }
    let error = #expect(throws: AgentError.self) { try all.server("nosuch") }
    #expect(error?.code == .inputMissing)
    #expect(MCPConfigurations(.null).servers.isEmpty)
  }

  @Test func variablesAreFilledIn() throws {
    let expansion = MCPExpansion(environment: ["A": "x", "HOME": "/home/u", "E": ""], server: "s")
    #expect(try expansion.fill("${A}-${B:-y}-${E:-z}-$A") == "x-y-z-$A")
    #expect(try expansion.fill("${A}\u{301}${B:-\u{301}y}") == "x\u{301}\u{301}y")
    #expect(try expansion.path("~/b") == "/home/u/b")
    #expect(throws: AgentError.self) { try expansion.fill("${B}") }
    #expect(throws: AgentError.self) { try expansion.fill("${A") }
  }
}
