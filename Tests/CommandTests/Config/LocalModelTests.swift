import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The data directory of whoever runs the tests, where `agent-config model install` may have been run.
private let installedData = DataDirectory(environment: ProcessEnvironment.read()).path
private let isInstalled =
  Files.exists("\(installedData)/python/bin/python")
  && Files.exists("\(installedData)/models/smollm2-135m.gguf")

/// The real model behind the real server, through the built command and through curl.
@Suite(
  .serialized, .enabled(if: isInstalled, "the local model is not installed (agent-config model install)"))
final class ConfigLocalModelTests {
  let directory = TestDirectory()
  lazy var config = BuiltCommand(
    "agent-config", in: directory, environment: ["XDG_DATA_HOME": Path.parent(installedData)])

  deinit { _ = try? config.run("model", "stop") }

  @Test func aSecondInstallationNeedsNoNetwork() throws {
    let offline = BuiltCommand(
      "agent-config", in: directory,
      environment: ["XDG_DATA_HOME": Path.parent(installedData), "PIP_NO_INDEX": "1"])
    let result = try offline.run("model", "install")
    #expect(result.status == 0)
    #expect(result.output == "smollm2-135m is installed\n")
    #expect(result.errors == "")
  }

  @Test func anotherModelIsLinkedBesideTheEngine() throws {
    let data = directory.path("data/agentutils")
    try Files.makeDirectory(data)
    #expect(symlink("\(installedData)/python", "\(data)/python") == 0)
    let config = BuiltCommand("agent-config", in: directory, environment: ["PIP_NO_INDEX": "1"])
    let file = "\(installedData)/models/smollm2-135m.gguf"
    #expect(
      try config.run("model", "install", "--gguf", file, "--name", "mine").output == "mine is installed\n")
    let row = try JSON(parsing: config.run("model", "list", "-j").stdout)
    #expect(row["name"] == "mine")
    #expect(row["bytes"]?.int ?? 0 > 90_000_000)
  }

  @Test func itAnswersInBothDialects() throws {
    let served = try JSON(parsing: config.run("model", "serve", "-j").stdout)
    let url = try #require(served["base_url"]?.string)
    let state = try JSON(parsing: directory.read("runtime/cache/local_model.json"))
    let key = try #require(state["key"]?.string)
    #expect(!served.text.contains(key))

    let curl = BuiltCommand("/usr/bin/env", in: directory)
    func post(_ path: String, _ body: JSON) throws -> String {
      try curl.run(
        "curl", "-sN", "-H", "Authorization: Bearer \(key)", "\(url)\(path)", "-d", body.text
      ).output
    }
    let question = "What is the capital of France?"
    let responses = try post(
      "/responses", ["input": .string(question), "stream": true, "max_output_tokens": 24])
    #expect(responses.contains("event: response.completed"))
    #expect(responses.contains("event: response.output_text.delta"))
    let chat = try post(
      "/chat/completions",
      ["messages": [["role": "user", "content": .string(question)]], "stream": true, "max_tokens": 24])
    #expect(chat.contains(#""delta":{"content":"#) && chat.contains("data: [DONE]"))
    #expect(try curl.run("curl", "-s", "\(url)/responses", "-d", "{}").output.contains("\"code\":401"))

    let probe = try JSON(parsing: config.run("model", "probe", "-j").stdout)
    #expect(probe["models"] == ["smollm2-135m"])
    #expect(try config.run("status").output.contains("local model smollm2-135m, pid"))
    #expect(try config.run("model", "stop").output == "stopped\n")
    #expect(try config.run("model", "status").status == 1)
  }
}
