import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// Programs that other people wrote for OpenAI's APIs, as they talk to the agent.
@Suite(.enabled(if: Peers.areThere)) struct OpenAIClientTests {
  @Test func theirOwnPythonClientWorks() throws {
    let bench = try OpenAIBench(settings: ["profiles": ["fast": ["model": "small"]]])
    let result = try BuiltCommand(Peers.python, in: bench.directory).run(
      Checkout.path("Tests/Peers/openai_client.py"), "\(bench.url)/v1", bench.token, timeout: 120_000)
    try #require(result.status == 0, "\(result.errors)")
    let told = try JSON(parsing: result.stdout)
    let models = told["models"]?.array?.compactMap(\.string) ?? []
    #expect(models.first == "agent" && models.contains("scripted") && models.contains("profile:fast"))
    #expect(told["model"] == "agent")
    #expect(told["no_model"] == ["NotFoundError", 404, "model_not_found", "model"])
    #expect(told["chat"] == ["chat.completion", "ping", "stop"])
    #expect(told["chat_usage"]?.int ?? 0 > 0)
    #expect(told["stream"] == "ping")
    #expect(told["stream_end"]?[0] == "stop" && told["stream_end"]?[1] == told["chat_usage"])
    #expect(told["response"]?[0] == "completed" && told["response"]?[1] == "one")

    let sessions = told["sessions"]?.array?.compactMap(\.string) ?? []
    try #require(sessions.count == 4)
    // The second and third turn go on in the session of the first; what goes on behind the first again is a copy.
    #expect(sessions[0] == sessions[1] && sessions[1] == sessions[2] && sessions[3] != sessions[0])
    let ids = told["ids"]?.array?.compactMap(\.string) ?? []
    #expect(ids == zip(sessions, [1, 2, 3, 2]).map { "resp_\($0).\($1)" })
    let questions = bench.model.bodies.map { body in
      (body["input"]?.array ?? []).filter { $0["role"] == "user" }.compactMap { item in
        item["content"]?.array?.compactMap { $0["text"]?.string }.last
      }
    }
    #expect(questions.contains { $0.suffix(3) == ["one", "two", "three"] })
    #expect(questions.contains { $0.suffix(2) == ["one", "four"] })

    let events = told["events"]?.array?.compactMap(\.string) ?? []
    #expect(events.first == "response.created" && events.last == "response.completed")
    #expect(told["event_text"] == "ping" && told["event_end"] == "ping")
    #expect(told["kept"]?[0] == told["kept"]?[1])
    #expect(told["not_kept"] == .null)
    #expect(told["tools"] == ["BadRequestError", 400, "bad_request", "tools"])
    #expect(told["no_session"]?[1] == 404)
    #expect(told["no_response"]?[1] == 404)
    #expect(told["stranger"]?[0] == "AuthenticationError")
    // Ephemeral turns leave nothing.
    #expect(try bench.sessions().count == 3)
  }

  @Test func llmWorks() throws {
    let bench = try OpenAIBench()
    try bench.directory.write(
      "llm/extra-openai-models.yaml",
      "- model_id: mine\n  model_name: agent\n  api_base: \(bench.url)/v1\n  api_key_name: mine\n")
    let llm = BuiltCommand(
      Peers.program("llm"), in: bench.directory, environment: ["LLM_USER_PATH": bench.directory.path("llm")])
    let streamed = try llm.run("-m", "mine", "--key", bench.token, "-s", "Be brief.", "hello there")
    #expect(streamed.status == 0 && streamed.output == "hello there\n", "\(streamed.errors)")
    let whole = try llm.run("-m", "mine", "--key", bench.token, "--no-stream", "and again")
    #expect(whole.status == 0 && whole.output == "and again\n", "\(whole.errors)")
    // It sends all that was said, and the model is asked about it.
    let more = try llm.run("-m", "mine", "--key", bench.token, "-c", "third")
    #expect(more.status == 0, "\(more.errors)")
    let asked = bench.model.requests.last?.lastUserText ?? ""
    #expect(asked.contains("<message role=\"assistant\">\nand again\n</message>") && asked.hasSuffix("third"))
    #expect(bench.model.bodies.first?["instructions"]?.string?.hasPrefix("Be brief.") == true)
  }
}
