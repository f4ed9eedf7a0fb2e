import AgentCore
import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct TurnMachineTests {
  typealias Machine = TurnMachine

  /// What happens, and what is to be done then.
  enum Step: Sendable {
    case begin
    case answer(reason: String = "completed", tokens: Int = 0)
    case refusal
    case calls([String], tokens: Int = 0)
    case toolsDone
    case input
  }

  static func call(_ arguments: String) -> Machine.Call {
    .init(callID: "id-\(arguments)", tool: "t", arguments: arguments)
  }

  static func apply(_ step: Step, to machine: inout Machine) -> Machine.Action {
    switch step {
    case .begin: machine.begin()
    case .answer(let reason, let tokens):
      machine.responded(.init(calls: [], stopReason: reason, tokens: tokens))
    case .refusal: machine.responded(.init(calls: [], stopReason: "completed", refusal: "no"))
    case .calls(let calls, let tokens):
      machine.responded(.init(calls: calls.map(call), stopReason: "completed", tokens: tokens))
    case .toolsDone: machine.toolsFinished()
    case .input: machine.inputTaken()
    }
  }

  /// The action in a word.
  static func word(_ action: Machine.Action) -> String {
    switch action {
    case .request(let number): "request \(number)"
    case .run(let calls): "run \(calls.map(\.arguments).joined(separator: ","))"
    case .finish(let reason): "finish \(reason)"
    case .fail(let error): "fail \(error.code.rawValue)"
    }
  }

  @Test(
    arguments: [
      (Machine.Limits(), [(.begin, "request 1"), (.answer(), "finish completed")]),
      (Machine.Limits(), [(.begin, "request 1"), (.refusal, "fail refusal")]),
      (Machine.Limits(), [(.begin, "request 1"), (.answer(reason: "content_filter"), "fail refusal")]),
      (
        Machine.Limits(),
        [(.begin, "request 1"), (.answer(reason: "max_output_tokens"), "fail limit_tokens")]
      ),
      (
        Machine.Limits(acceptsCutAnswers: true),
        [(.begin, "request 1"), (.answer(reason: "max_output_tokens"), "finish max_output_tokens")]
      ),
      (
        Machine.Limits(),
        [(.begin, "request 1"), (.answer(reason: "odd"), "finish odd"), (.input, "request 2")]
      ),
      (
        Machine.Limits(),
        [
          (.begin, "request 1"), (.calls(["a", "b"]), "run a,b"), (.toolsDone, "request 2"),
          (.answer(), "finish completed"),
        ]
      ),
      (
        Machine.Limits(requests: 2),
        [
          (.begin, "request 1"), (.calls(["a"]), "run a"), (.toolsDone, "request 2"),
          (.calls(["b"]), "run b"),
          (.toolsDone, "fail limit_requests"),
        ]
      ),
      (Machine.Limits(requests: 1), [(.begin, "request 1"), (.answer(), "finish completed")]),
      (
        Machine.Limits(toolCalls: 2),
        [(.begin, "request 1"), (.calls(["a", "b", "c"]), "fail limit_tool_calls")]
      ),
      (
        Machine.Limits(toolCalls: 2),
        [
          (.begin, "request 1"), (.calls(["a", "b"]), "run a,b"), (.toolsDone, "request 2"),
          (.calls(["c"]), "fail limit_tool_calls"),
        ]
      ),
      (
        Machine.Limits(tokens: 10),
        [(.begin, "request 1"), (.calls(["a"], tokens: 10), "run a"), (.toolsDone, "fail limit_tokens")]
      ),
      (Machine.Limits(tokens: 10), [(.begin, "request 1"), (.answer(tokens: 99), "finish completed")]),
      (
        Machine.Limits(repeats: 2),
        [
          (.begin, "request 1"), (.calls(["a"]), "run a"), (.toolsDone, "request 2"),
          (.calls(["a"]), "run a"),
          (.toolsDone, "request 3"), (.calls(["a"]), "fail loop"),
        ]
      ),
      (
        Machine.Limits(repeats: 1),
        [
          (.begin, "request 1"), (.calls(["a"]), "run a"), (.toolsDone, "request 2"),
          (.calls(["b"]), "run b"),
          (.toolsDone, "request 3"), (.calls(["a"]), "run a"), (.toolsDone, "request 4"),
          (.input, "request 5"),
          (.calls(["a"]), "run a"),
        ]
      ),
    ] as [(Machine.Limits, [(Step, String)])])
  func steps(_ limits: Machine.Limits, _ steps: [(Step, String)]) {
    var machine = Machine(limits: limits)
    for (step, expected) in steps { #expect(Self.word(Self.apply(step, to: &machine)) == expected) }
  }

  @Test func warnsOnceAtFourFifths() {
    var machine = Machine(limits: .init(requests: 5))
    var told: [Machine.Warning] = []
    for step in [
      Step.begin, .calls(["a"]), .toolsDone, .calls(["b"]), .toolsDone, .calls(["c"]), .toolsDone,
      .calls(["d"]), .toolsDone,
    ] {
      _ = Self.apply(step, to: &machine)
      told += machine.takeWarnings()
    }
    #expect(told.map(\.limit) == ["requests"] && told.first?.used == 4 && told.first?.max == 5)
  }

  @Test func costIsALimitLikeTokens() throws {
    let cent = try #require(Money(dollars: 0.01))
    var machine = Machine(limits: .init(cost: cent * 5))
    for (count, expected) in [(3, "request 2"), (1, "request 3"), (1, "fail limit_cost")] {
      if machine.requests == 0 { #expect(Self.word(machine.begin()) == "request 1") }
      let calls = [Self.call("\(count) \(machine.requests)")]
      _ = machine.responded(.init(calls: calls, stopReason: "completed", cost: cent * count))
      #expect(Self.word(machine.toolsFinished()) == expected)
    }
    let warnings = machine.takeWarnings()
    #expect(warnings.map(\.limit) == ["cost"] && warnings.first?.used == 0.04)
    var spent = Machine(limits: .init(cost: cent))
    spent.spend(requests: 1, tokens: 1, cost: cent)
    #expect(Self.word(spent.begin()) == "fail limit_cost")
  }

  @Test func tellsWhichBudgetHasCutAnAnswer() {
    var machine = Machine(limits: .init())
    _ = machine.begin()
    let action = machine.responded(.init(calls: [], stopReason: "max_output_tokens", cutter: "day"))
    #expect(
      action
        == .fail(
          AgentError(.limitTokens, "the answer was cut where the budget ends", object: "budget day")))
  }

  @Test func whatWasSpentBeforeCounts() {
    var machine = Machine(limits: .init(requests: 3))
    machine.spend(requests: 3, tokens: 5)
    #expect(Self.word(machine.begin()) == "fail limit_requests")
    #expect(machine.tokens == 5)
  }
}
