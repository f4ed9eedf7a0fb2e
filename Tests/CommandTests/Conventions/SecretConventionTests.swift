import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 17: secrets") struct SecretConventionTests {
  private static let canary = "canary-3f9d1c7e5b"

  @Test(arguments: Example.writers) func nobodyElseMayReadWhatIsMade(_ example: Example) throws {
    let scene = try Scene()
    let before = try scene.tree()
    _ = try scene.shell(#"umask 0; "$@""#, example)
    for (path, entry) in try scene.tree() where before[path] == nil || path.contains("/runtime") {
      let mode = UInt32(entry.prefix { $0 != " " }, radix: 8) ?? 0
      #expect(mode & 0o077 == 0, "\(path) has mode \(String(mode, radix: 8))")
    }
  }

  /// A key in the environment and in the settings is in no output and no file but that of the settings.
  @Test(arguments: Example.all + Example.failures) func aKeyIsNowhere(_ example: Example) throws {
    let scene = try Scene()
    try scene.directory.write(
      "runtime/agent_config.json", #"{"model":"scripted","api_key":"\#(Self.canary)"}"#)
    let environment = [
      "OPENAI_API_KEY": Self.canary, "ANTHROPIC_API_KEY": Self.canary, "AGENT_API_KEY": Self.canary,
    ]
    for options in [["-v"], ["-j"]] {
      let result = try scene.run(example, options, environment: environment)
      #expect(!result.output.contains(Self.canary))
      #expect(!result.errors.contains(Self.canary))
    }
    let found = try scene.shell("grep -rl \(Self.canary) '\(scene.directory.root)'")
    #expect(found.lines.allSatisfy { $0.hasSuffix("/agent_config.json") }, "\(found.output)")
  }

  /// A key is not taken from the command line, where ps(1) shows it to everybody.
  @Test(arguments: try UsageTests.calls()) func noOptionTakesAKey(_ call: UsageTests.Call) {
    let options = call.verb.options.filter {
      $0.contains("key") || $0.contains("token") || $0.contains("secret")
    }
    let indirect: Set = [
      "--key-file", "--key-fd", "--key-command", "--max-tokens", "--max-output-tokens", "--chunk-tokens",
      "--token-file",
      "--idempotency-key",
    ]
    // The name under which a memory is kept.
    if call.testDescription == "agent-memory add" { return }
    #expect(options.subtracting(indirect).isEmpty)
  }
}
