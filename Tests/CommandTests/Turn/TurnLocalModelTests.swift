import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The data directory of whoever runs the tests, where `agent-config model install` may have been run.
private let installedData = DataDirectory(environment: ProcessEnvironment.read()).path
private let isInstalled =
  Files.exists("\(installedData)/python/bin/python")
  && Files.exists("\(installedData)/models/smollm2-135m.gguf")

/// The real model, through agent-turn, in both dialects.
@Suite(
  .serialized, .enabled(if: isInstalled, "the local model is not installed (agent-config model install)"))
final class TurnLocalModelTests {
  let directory = TestDirectory()
  lazy var environment = ["XDG_DATA_HOME": Path.parent(installedData)]

  deinit {
    _ = try? BuiltCommand("agent-config", in: directory, environment: environment).run("model", "stop")
  }

  @Test func answersInBothDialects() throws {
    let turn = BuiltCommand("agent-turn", in: directory, environment: environment)
    let question = "What is the capital of France? Answer in one word."
    let options = [
      "--tools", "none", "--max-output-tokens", "32", "--exit-zero-on", "limit", "--format", "json",
    ]
    let chat = try turn.run(["--provider", "local"] + options + [question])
    try expectAnswer(chat)

    let state = try JSON(parsing: directory.read("runtime/cache/local_model.json"))
    let url = try #require(state["url"]?.string)
    let key = try #require(state["key"]?.string)
    let responses = try BuiltCommand(
      "agent-turn", in: directory, environment: environment.merging(["AGENT_API_KEY": key]) { $1 }
    ).run(
      ["--provider", "responses", "--base-url", "\(url)/v1", "-m", "smollm2-135m"] + options + [question])
    try expectAnswer(responses)
  }

  /// Words, and their number: what they say is drawn by lot, and a model this small errs.
  private func expectAnswer(_ result: BuiltCommand.Result) throws {
    #expect(result.status == 0, "\(result.errors)")
    let turn = try JSON(parsing: result.stdout)
    #expect(turn["text"]?.string?.contains { $0.isLetter } == true)
    let tokens = try #require(turn["usage"]?["output_tokens"]?.int)
    #expect((1...32).contains(tokens))
  }

  @Test func anAnswerHasAnEnd() throws {
    let turn = BuiltCommand("agent-turn", in: directory, environment: environment)
    let body = try JSON(parsing: turn.run("--provider", "local", "-n", "-j", "hi").stdout)["body"]
    #expect((body?["max_tokens"] ?? body?["max_completion_tokens"]) == 512)
    #expect(body?["tools"] == nil, "this model calls none")
    let more = try turn.run("--provider", "local", "-n", "-j", "--tools", "default", "hi")
    let asked = try JSON(parsing: more.stdout)
    #expect(asked["body"]?["tools"] != nil)
  }
}
