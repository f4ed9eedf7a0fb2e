import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import AgentTime
import Testing

@testable import AgentBudget

struct BudgetLedgerTests {
  private static let sound = #"""
    {"version":1,"budgets":{"day":{"period":"day","start":"2026-11-28T00:00:00.000Z",
    "renews":"2026-11-29T00:00:00.000Z","requests":3,"tokens":54,"cost_usd":0.000054,"reserved":[
    {"id":"a","pid":7,"start_ticks":9,"requests":1,"tokens":18,"cost_usd":0.000018}]},
    "ever":{"period":"total","start":"2026-11-28T00:00:00.000Z","requests":0,"tokens":0,"cost_usd":0,
    "reserved":[]}}}
    """#

  @Test func isReadAsItWasWritten() throws {
    let ledger = try BudgetLedger(parsing: try JSON(parsing: Self.sound))
    let account = try #require(ledger.accounts["day"])
    #expect(account.used == BudgetAmount(requests: 4, tokens: 72, cost: Money(dollars: 0.000072)!))
    #expect(account.reservations.first?.holder == ProcessIdentity(pid: 7, startTicks: 9))
    #expect(try BudgetLedger(parsing: try JSON(parsing: ledger.json.text)) == ledger)
  }

  @Test(
    arguments: [
      (#""requests":3"#, #""requests":-3"#), (#""requests":3"#, #""requests":"3""#),
      (#""tokens":54,"#, ""), (#""cost_usd":0.000054"#, #""cost_usd":-1"#),
      (#""pid":7"#, #""pid":null"#), (#""start_ticks":9,"#, ""), (#""period":"day""#, #""period":"year""#),
      (#""renews":"2026-11-29T00:00:00.000Z","#, ""), ("2026-11-29", "2026-11-27"),
      (#""version":1"#, #""version":0"#), (#""budgets""#, #""budget""#), ("[]", "null"), (#""id":"a","#, ""),
    ])
  func damageIsTold(_ good: String, _ bad: String) throws {
    let parts = Self.sound.split(separator: good, maxSplits: 1, omittingEmptySubsequences: false)
    let text = parts.joined(separator: bad)
    #expect(text != Self.sound)
    let json = try JSON(parsing: text)
    let error = #expect(throws: AgentError.self) { try BudgetLedger(parsing: json) }
    #expect(error?.code == .badData)
  }

  @Test func aNewerOneIsNotTouched() {
    let error = #expect(throws: AgentError.self) { try BudgetLedger(parsing: ["version": 2]) }
    #expect(error?.code == .config)
  }

  @Test(arguments: ["", "{", "[]", "null"])
  func nothingIsSpentOnADamagedFile(_ text: String) throws {
    let directory = TestDirectory()
    let path = try directory.write("runtime/budgets.json", text)
    let budget = Budget(
      BudgetRule(name: "b", requests: 1), BudgetFile(directory.runtimeDirectory), zone: .utc, clock: .system)
    let error = #expect(throws: AgentError.self) {
      try budget.reserve(BudgetAsk(input: 1), Cancellation())
    }
    #expect(error?.code == .badData && error?.object == path && error?.hint?.hasPrefix("mend it") == true)
    #expect(try directory.read("runtime/budgets.json") == text)
  }

  @Test func threadsTogetherKeepWithinIt() throws {
    let directory = TestDirectory()
    let budget = Budget(
      BudgetRule(name: "b", period: .total, requests: 50, tokens: 3000),
      BudgetFile(directory.runtimeDirectory), zone: .utc, clock: .system)
    let granted = Monitor(0)
    let threads = (0..<8).map { _ in
      Thread.start {
        for _ in 0..<10 {
          guard let grant = try? budget.reserve(BudgetAsk(input: 8, output: 90), Cancellation()) else {
            continue
          }
          _ = try? budget.settle(grant, as: BudgetAmount(requests: 1, tokens: 18), Cancellation())
          granted.update { $0 += 1 }
        }
      }
    }
    for thread in threads { thread.join() }
    let account = try budget.account()
    #expect(account.reservations.isEmpty && account.spent.requests == granted.withLock { $0 })
    #expect(account.spent == BudgetAmount(requests: 50, tokens: 900))
  }
}
