import AgentJSON
import Testing

@testable import AgentTools

/// What servers of every kind answer, and where that leads.
@Suite struct MCPNegotiationTests {
  typealias Answer = RPCMatcher.Answer

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    var known: MCPEra?
    let answers: [Answer]
    /// What is sent in turn, and where it ends.
    let steps: [String]
  }

  static let discovered: Answer = .result([
    "supportedVersions": ["2026-07-28"], "_meta": ["io.modelcontextprotocol/serverInfo": ["name": "s"]],
  ])
  static let initialized: Answer = .result(["protocolVersion": "2025-11-25", "serverInfo": ["name": "s"]])
  static func unsupported(_ versions: [JSON]) -> Answer {
    .error(RPCError(.unsupportedVersion, "no", data: ["supported": .array(versions)]))
  }

  static let cases = [
    Case(testDescription: "modern", answers: [discovered], steps: ["discover?", "modern 2026-07-28"]),
    Case(
      testDescription: "unknown method", answers: [.error(RPCError(.methodNotFound, "x")), initialized],
      steps: ["discover?", "initialize", "legacy 2025-11-25"]),
    Case(
      testDescription: "any other error", answers: [.error(RPCError(code: 0, message: "x")), initialized],
      steps: ["discover?", "initialize", "legacy 2025-11-25"]),
    Case(
      testDescription: "silent", answers: [.silence, initialized],
      steps: ["discover?", "initialize", "legacy 2025-11-25"]),
    Case(
      testDescription: "exits on the probe", answers: [.ended("has ended"), initialized],
      steps: ["discover?", "initialize again", "legacy 2025-11-25"]),
    Case(
      testDescription: "an answer that is none", answers: [.result(["hello": 1]), initialized],
      steps: ["discover?", "initialize", "legacy 2025-11-25"]),
    Case(
      testDescription: "discovers old versions only",
      answers: [.result(["supportedVersions": ["2025-11-25"]]), initialized],
      steps: ["discover?", "initialize", "legacy 2025-11-25"]),
    Case(
      testDescription: "an older handshake",
      answers: [.error(RPCError(.methodNotFound, "x")), .result(["protocolVersion": "2024-11-05"])],
      steps: ["discover?", "initialize", "legacy 2024-11-05"]),
    Case(
      testDescription: "slow to start, then modern",
      answers: [.silence, unsupported(["2026-07-28"]), discovered],
      steps: ["discover?", "initialize", "discover", "modern 2026-07-28"]),
    Case(
      testDescription: "never makes up its mind",
      answers: [
        .silence, unsupported(["2026-07-28"]), .silence, unsupported(["2026-07-28"]),
      ],
      steps: ["discover?", "initialize", "discover", "initialize", "failed"]),
    Case(
      testDescription: "modern, but another", answers: [unsupported(["2027-01-01"])],
      steps: ["discover?", "failed"]),
    Case(
      testDescription: "unsupported, old ones are there",
      answers: [unsupported(["2025-06-18"]), initialized],
      steps: ["discover?", "initialize", "legacy 2025-11-25"]),
    Case(
      testDescription: "a handshake of the future",
      answers: [.error(RPCError(.methodNotFound, "x")), .result(["protocolVersion": "2030-01-01"])],
      steps: ["discover?", "initialize", "failed"]),
    Case(
      testDescription: "ends twice", answers: [.ended("has ended"), .ended("has ended")],
      steps: ["discover?", "initialize again", "failed"]),
    Case(
      testDescription: "silent twice", answers: [.silence, .silence],
      steps: ["discover?", "initialize", "failed"]),
    Case(
      testDescription: "known to be modern", known: .modern, answers: [discovered],
      steps: ["discover", "modern 2026-07-28"]),
    Case(
      testDescription: "known to be old", known: .legacy, answers: [initialized],
      steps: ["initialize", "legacy 2025-11-25"]),
    Case(
      testDescription: "known to be old, and replaced", known: .legacy,
      answers: [.error(RPCError(.methodNotFound, "x")), discovered],
      steps: ["initialize", "discover", "modern 2026-07-28"]),
  ]

  @Test(arguments: cases) func leads(_ one: Case) {
    var negotiation = MCPNegotiation(known: one.known)
    var steps = [Self.name(negotiation.step)]
    for answer in one.answers {
      negotiation.take(answer)
      steps.append(Self.name(negotiation.step))
    }
    #expect(steps == one.steps)
  }

  private static func name(_ step: MCPNegotiation.Step) -> String {
    switch step {
    case .discover(let mayBeSilent): mayBeSilent ? "discover?" : "discover"
    case .initialize(let again): again ? "initialize again" : "initialize"
    case .agreed(let agreement): "\(agreement.era) \(agreement.version)"
    case .failed: "failed"
    }
  }
}
