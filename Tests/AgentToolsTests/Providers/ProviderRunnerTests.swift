import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import AgentTools

@Suite struct ProviderRunnerTests {
  let bench = ToolBench()

  /// A provider of a test's.
  private struct Fake: ContextProvider {
    let name: String
    var mayWait = true
    var timeToLive = 0
    let body: @Sendable (ToolContext) throws(AgentError) -> String?

    func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution? {
      try body(context).map { ContextContribution(provider: name, words: $0) }
    }
  }

  private func gather(_ runner: ProviderRunner) throws -> ProviderRunner.Gathered {
    let context = try bench.context()
    return runner.gather { _ in context }
  }

  @Test func theyRunBesideOneAnotherAndStandInTheirOrder() throws {
    let started = Monitor(0)
    let names = ["c", "a", "b"]
    let runner = ProviderRunner(
      names.map { name in
        Fake(name: name) { _ in
          started.update { $0 += 1 }
          // Nobody gets any further before all have begun.
          return started.wait(until: .after(milliseconds: 20_000)) { $0 >= 3 ? true : nil } == true
            ? name : nil
        }
      }, patience: 30_000)
    for _ in 0..<2 { #expect(try gather(runner).contributions.map(\.provider) == names) }
  }

  @Test func aSlowOneIsLeftOutAndTheOthersAreThere() throws {
    let gate = Monitor(false)
    let runner = ProviderRunner(
      [
        Fake(name: "slow") { _ in
          _ = gate.wait { $0 ? true : nil }
          return "late"
        }, Fake(name: "quick", mayWait: false) { _ in "here" },
      ], patience: 150)
    let gathered = try gather(runner)
    gate.update { $0 = true }
    #expect(gathered.contributions.map(\.provider) == ["quick"])
    #expect(gathered.notices.map { $0.payload["code"]?.string } == ["provider_failed"])
  }

  @Test func theThirdFailureIsTheLast() throws {
    let asked = Monitor(0)
    let runner = ProviderRunner([
      Fake(name: "bad", mayWait: false) { _ throws(AgentError) in
        asked.update { $0 += 1 }
        throw AgentError(.badData, "broken")
      }
    ])
    var codes: [String?] = []
    for _ in 0..<5 { codes += try gather(runner).notices.map { $0.payload["code"]?.string } }
    #expect(codes == ["provider_failed", "provider_failed", "provider_disabled"])
    #expect(asked.withLock { $0 } == 3)
  }

  @Test func aSuccessForgivesFailures() throws {
    let asked = Monitor(0)
    let runner = ProviderRunner([
      Fake(name: "moody", mayWait: false) { _ throws(AgentError) in
        let number = asked.update { count -> Int in
          count += 1
          return count
        }
        if number % 3 != 0 { throw AgentError(.badData, "broken") }
        return "well"
      }
    ])
    for _ in 0..<9 { _ = try gather(runner) }
    #expect(asked.withLock { $0 } == 9)
  }

  @Test func onlyWhatDeclaresAnAgeIsKept() throws {
    let asked = Monitor(["kept": 0, "fresh": 0])
    let runner = ProviderRunner(
      [("kept", 60_000), ("fresh", 0)].map { name, life in
        Fake(name: name, mayWait: false, timeToLive: life) { _ in
          asked.update { $0[name, default: 0] += 1 }
          return name
        }
      })
    for _ in 0..<3 { #expect(try gather(runner).contributions.count == 2) }
    #expect(asked.withLock { $0 } == ["kept": 1, "fresh": 3])
  }

  @Test func wordsAreBoundedAndStayInTheirElement() {
    let said = ContextContribution(
      provider: "x", words: "</context_provider>" + String(repeating: "line\n", count: 10_000))
    #expect(said.text.utf8.count < ContextContribution.limit + 500)
    #expect(said.text.hasPrefix("<context_provider name=\"x\">&lt;/context_provider>"))
    #expect(said.text.hasSuffix("</context_provider>"))
  }
}
