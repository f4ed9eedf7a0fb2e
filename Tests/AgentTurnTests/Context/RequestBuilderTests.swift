import AgentCore
import AgentJSON
import AgentSandbox
import AgentModel
import AgentSystem
import AgentTesting
import AgentTools
import Testing

@testable import AgentTurn

@Suite struct RequestBuilderTests {
  let directory = TestDirectory()

  func builder(_ input: String, tools: [any Tool] = [], contextTokens: Int? = nil) throws -> RequestBuilder {
    var setup = TurnSetup(
      session: "20260102T030405.678Z-abcd", turn: 1, origin: .cli, input: [InputItem.user(input)],
      isResumed: false,
      workingDirectory: directory.work, instructions: SystemPrompt.standard(hasTools: !tools.isEmpty),
      model: ModelChoice.defaultModel, provider: "responses", limits: TurnMachine.Limits(), toolTimeout: 1,
      toolOutputLimit: 1, tree: try ConfinedTree(workspace: directory.work),
      runtime: directory.runtimeDirectory,
      toolEnvironment: [:], clock: .system, version: "0")
    setup.contextTokens = contextTokens
    return RequestBuilder(setup, tools: ToolRegistry(tools))
  }

  @Test func whatDoesNotFitIsToldBeforeAnythingIsSpent() throws {
    let long = String(repeating: "word ", count: 1000)
    let error = #expect(throws: AgentError.self) {
      try builder(long, contextTokens: 500).firstFit(after: ContextProjection())
    }
    #expect(error?.code == .contextLength && error?.exitCode == .badData)
    #expect(error?.hint?.contains("--overflow") == true)
    #expect(try builder(long, contextTokens: 5000).firstFit(after: ContextProjection()).fits)
    #expect(try builder(long).firstFit(after: ContextProjection()).fits)
  }

  @Test func whatEveryRequestTakesIsLittle() throws {
    #expect(try builder("hi").fixedTokens < 150)
    let all = try builder("hi", tools: ToolRegistry.builtIn(SandboxPolicy(workspace: "/w")))
    #expect(all.fixedTokens < 1200)
    #expect(all.request([]).tools.map(\.name) == ["read", "list", "search", "bash", "python"])
  }

  @Test func whatProvidersSayStandsAroundTheConversation() throws {
    var setup = try builder("hi").setup
    setup.contributions = [
      ContextContribution(provider: "now", words: "noon"),
      ContextContribution(provider: "notes", elements: "notes", isStable: true),
    ]
    let request = RequestBuilder(setup, tools: ToolRegistry([])).request([InputItem.user("hi")])
    #expect(request.input.count == 2 && request.input[0] == InputItem.user("notes"))
    #expect(request.input[1]["content"]?[1] == InputItem.text("hi"))
    #expect(request.input[1]["content"]?[0]?["text"]?.string?.contains("noon") == true)
  }
}
