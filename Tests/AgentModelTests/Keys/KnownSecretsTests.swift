import AgentCore
import AgentJSON
import AgentTesting
import Testing

@testable import AgentModel

@Suite struct KnownSecretsTests {
  private static let (first, second) = ("sk-environment-0123456789", "sk-settings-0123456789abc")

  private func secrets() throws -> KnownSecrets {
    let directory = TestDirectory()
    try directory.write(
      "runtime/agent_config.json", #"{"api_key":"\#(Self.second)","model":"a-model-of-16-letters"}"#)
    let configuration = try Configuration.load(
      runtime: directory.runtimeDirectory, environment: [:], workspace: directory.work)
    return KnownSecrets(
      configuration, keys: ["OPENAI_API_KEY": Self.first, "PATH": "/usr/bin:/usr/local/bin"])
  }

  @Test func keysOfTheEnvironmentAndTheSettingsAreTakenOut() throws {
    let secrets = try secrets()
    #expect(secrets.redact("\(Self.first) and \(Self.second)") == "<secret> and <secret>")
    let rest = "a-model-of-16-letters /usr/bin:/usr/local/bin"
    #expect(secrets.redact(rest) == rest)
  }

  @Test func membersAreGoneThrough() throws {
    let members: JSONObject = ["a": ["b": [.string("x \(Self.first)"), 1]], "log": .string(Self.second)]
    #expect(try secrets().redact(members) == ["a": ["b": ["x <secret>", 1]], "log": "<secret>"])
  }

  @Test func errorsAreToo() throws {
    let error = AgentError(.io, "m \(Self.first)", object: Self.first, hint: "h \(Self.second)")
    let told = try secrets().redact(error)
    #expect(told.message == "m <secret>" && told.object == "<secret>" && told.hint == "h <secret>")
    #expect(told.code == .io)
  }
}
