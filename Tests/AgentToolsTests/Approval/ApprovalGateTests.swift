import AgentApproval
import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ApprovalGateTests {
  /// Says always the same, and remembers what it was asked.
  private final class Person: Approver {
    let source = ApprovalDecision.Source.terminal
    let says: ApprovalAnswer
    let asked = Monitor(0)

    init(_ says: ApprovalAnswer) { self.says = says }

    func answer(_ question: ApprovalQuestion) -> ApprovalAnswer {
      asked.update { $0 += 1 }
      return says
    }
  }

  private let directory = TestDirectory()
  private let call = ApprovalCall(
    tool: "bash", effects: "destructive", confinement: .none, arguments: ["command": "rm x"],
    commandLine: CommandLine("rm x"))

  private func gate(_ mode: ApprovalMode, _ rules: String = "", _ person: Person? = nil) throws
    -> ApprovalGate
  {
    ApprovalGate(
      mode: mode,
      rules: ApprovalRules([
        try ApprovalRules.parse(Array("{\"rules\":[\(rules)]}".utf8), source: "rules.json")
      ]),
      approver: person, file: RulesFile(directory.runtimeDirectory))
  }

  private static let allow = #"{"decision":"allow","tool":"bash"}"#
  private static let deny = #"{"decision":"deny","command":"rm *"}"#
  private static let ask = #"{"decision":"ask"}"#

  /// Mode, rule, answer of the person if there is one: allowed or not, and by whom.
  @Test(arguments: [
    (ApprovalMode.rules, allow, nil, true, "rule"), (.rules, deny, nil, false, "rule"),
    (.rules, ask, nil, false, "default"), (.rules, "", nil, false, "default"),
    (.rules, ask, ApprovalAnswer.allow, true, "terminal"),
    (.rules, "", .deny(reason: nil), false, "terminal"),
    (.rules, deny, .allow, false, "rule"), (.ask, "", .allow, true, "terminal"),
    (.ask, "", .nobody, false, "default"), (.never, ask, .allow, false, "default"),
    (.never, allow, .allow, true, "rule"), (.all, ask, nil, true, "default"),
    (.all, "", nil, true, "default"),
    (.all, deny, nil, false, "rule"), (.pipe, "", nil, false, "default"),
  ])
  func whoDecides(
    _ mode: ApprovalMode, _ rules: String, _ answer: ApprovalAnswer?, _ isAllowed: Bool, _ source: String
  ) throws {
    let person = answer.map(Person.init)
    let decision = try gate(mode, rules, person).decide(call)
    #expect(decision.isAllowed == isAllowed)
    #expect(decision.source.rawValue == source)
    #expect(decision.isAllowed || decision.reason != nil)
    #expect((person?.asked.withLock { $0 } ?? 0) == (source == "terminal" || answer == .nobody ? 1 : 0))
  }

  /// The advice of a denial is a rule that allows the call, and no other.
  @Test func theAdviceHelps() throws {
    let error = try #require(
      #expect(throws: AgentError.self) { try gate(.rules, Self.ask).require(call) })
    #expect(error.code == .approvalDenied && error.exitCode == .approval)
    let hint = try #require(error.hint)
    let start = try #require(hint.firstIndex(of: "{"))
    let end = try #require(hint.firstRange(of: " to the rules")?.lowerBound)
    // Beside the rule that says to ask, which stays where it is.
    let advised = try gate(.rules, "\(Self.ask),\(hint[start..<end])")
    #expect(try advised.decide(call).isAllowed)
    var other = call
    other.arguments = ["command": "rm y"]
    #expect(try !advised.decide(other).isAllowed)
  }

  /// Where no rule can help, none is advised.
  @Test func theAdviceSaysWhatWouldHelp() throws {
    guard
      case .settled(let decision) = try gate(.rules, Self.allow).judge(call, insisting: "a hook says to ask")
    else {
      Issue.record("nobody was there to be asked")
      return
    }
    #expect(!decision.isAllowed && decision.advice?.contains("--approve pipe") == true)
    #expect(decision.advice?.contains("rule") == false, "\(decision.advice ?? "")")
    var long = call
    long.arguments = ["command": .string(String(repeating: "x", count: 500))]
    let error = #expect(throws: AgentError.self) { try gate(.rules, Self.ask).require(long) }
    #expect(error?.hint?.hasPrefix("change the rule {\"decision\":\"ask\"}") == true, "\(error?.hint ?? "")")
  }

  @Test func alwaysWritesARuleForExactlyThatCall() throws {
    #expect(try gate(.ask, "", Person(.always)).decide(call).isAllowed)
    let file = RulesFile(directory.runtimeDirectory)
    let kept = ApprovalGate(mode: .rules, rules: ApprovalRules([try file.read()]))
    #expect(try kept.decide(call).isAllowed)
    var other = call
    other.arguments = ["command": "rm x; rm y"]
    other.commandLine = CommandLine("rm x; rm y")
    #expect(try !kept.decide(other).isAllowed)
  }

  @Test func quitEndsTheTurn() throws {
    let decision = try gate(.ask, "", Person(.quit)).decide(call)
    #expect(!decision.isAllowed && decision.endsTurn)
  }
}
