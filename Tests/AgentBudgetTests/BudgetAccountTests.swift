import AgentCore
import AgentSystem
import AgentTime
import Testing

@testable import AgentBudget

struct BudgetAccountTests {
  private static let now = Timestamp("2026-11-28T12:00:00Z")!
  private static let tomorrow = Timestamp("2026-11-29T00:00:00Z")!
  private static let living = ProcessIdentity(pid: 1, startTicks: 1)
  private static let dead = ProcessIdentity(pid: 2, startTicks: 2)

  private static func account(spent: BudgetAmount = BudgetAmount(), _ period: BudgetPeriod = .day)
    -> BudgetAccount
  {
    var account = BudgetAccount(period, at: now, in: .utc)
    account.spent = spent
    return account
  }

  private static func amount(_ tokens: Int) -> BudgetAmount { BudgetAmount(requests: 1, tokens: tokens) }

  private static func update(_ account: inout BudgetAccount, _ period: BudgetPeriod = .day, at now: Timestamp)
  {
    account.update(period, at: now, in: .utc) { $0 == living }
  }

  @Test func whatTheDeadHadReservedIsSpent() {
    var account = Self.account(spent: Self.amount(5))
    account.add(.init(id: "a", holder: Self.living, amount: Self.amount(100)))
    account.add(.init(id: "b", holder: Self.dead, amount: Self.amount(1000)))
    let used = account.used
    Self.update(&account, at: Self.now)
    #expect(account.used == used && used == BudgetAmount(requests: 3, tokens: 1105))
    #expect(account.reservations.map(\.id) == ["a"])
    // It is counted for good, also where it was not dead after all.
    account.settle("b", as: Self.amount(1))
    #expect(account.used == used)
  }

  @Test func settlingPutsTheTruthInTheReservationsPlace() {
    var account = Self.account()
    account.add(.init(id: "a", holder: Self.living, amount: Self.amount(100)))
    account.settle("a", as: Self.amount(18))
    account.settle("a", as: Self.amount(18))
    #expect(account.used == Self.amount(18) && account.reservations.isEmpty)
  }

  @Test func aNewPeriodMakesRoomButForWhatIsUnderWay() {
    var account = Self.account(spent: Self.amount(500))
    account.add(.init(id: "a", holder: Self.living, amount: Self.amount(100)))
    account.add(.init(id: "b", holder: Self.dead, amount: Self.amount(1000)))
    Self.update(&account, at: Self.tomorrow)
    #expect(account.spent == BudgetAmount() && account.reserved == Self.amount(100))
    #expect(account.span.start == Self.tomorrow)
  }

  @Test(arguments: [-86_400_000, -3_600_000, 0, 43_199_999])
  func nothingElseMakesRoom(_ offset: Int) {
    var account = Self.account(spent: Self.amount(500))
    let before = account
    Self.update(&account, at: Self.now + offset)
    #expect(account == before, "a clock that is set back, too")
  }

  @Test(arguments: [BudgetPeriod.hour, .week, .month, .total])
  func anotherPeriodKeepsWhatIsSpent(_ period: BudgetPeriod) {
    var account = Self.account(spent: Self.amount(500))
    Self.update(&account, period, at: Self.now)
    #expect(account.spent == Self.amount(500) && account.period == period)
    #expect(account.span.end != Self.tomorrow)
  }

  // MARK: - What is granted

  private static func rule(requests: Int? = nil, tokens: Int? = nil, cost: Double? = nil) -> BudgetRule {
    BudgetRule(
      name: "b", requests: requests, tokens: tokens, cost: cost.flatMap { Money(dollars: $0) })
  }

  /// A dollar for a thousand tokens.
  private static let price = Money(dollars: 0.001)!

  private static func ask(_ input: Int, _ output: Int? = nil, fixed: Bool = false) -> BudgetAsk {
    BudgetAsk(input: input, output: output, isFixed: fixed, inputPrice: price, outputPrice: price)
  }

  @Test(
    arguments: [
      // Without a limit on tokens or cost an answer is as long as it was.
      (rule(), ask(100), BudgetAmount(), 125 + 16_384, nil, false),
      (rule(requests: 1), ask(100, 50), BudgetAmount(), 175, 50, false),
      // All that was asked for, the usual, or what is left.
      (rule(tokens: 1_000_000), ask(100, 50), BudgetAmount(), 175, 50, false),
      (rule(tokens: 1_000_000), ask(100), BudgetAmount(), 125 + 16_384, 16_384, false),
      (rule(tokens: 1000), ask(100), BudgetAmount(), 1000, 875, true),
      (rule(tokens: 1000), ask(100), amount(500), 500, 375, true),
      (rule(cost: 1), ask(100), BudgetAmount(), 1000, 875, true),
      (rule(tokens: 900, cost: 1), ask(100), BudgetAmount(), 900, 775, true),
      (rule(tokens: 381), ask(100), BudgetAmount(), 381, 256, true),
      (rule(tokens: 130), ask(100, 5), BudgetAmount(), 130, 5, false),
    ] as [(BudgetRule, BudgetAsk, BudgetAmount, Int, Int?, Bool)])
  func grants(
    _ rule: BudgetRule, _ ask: BudgetAsk, _ spent: BudgetAmount, _ tokens: Int, _ output: Int?,
    _ isShort: Bool
  ) throws {
    let grant = try Self.account(spent: spent).grant(ask, under: rule, id: "x")
    #expect(grant.amount == BudgetAmount(requests: 1, tokens: tokens, cost: Self.price * tokens))
    #expect(grant.output == output && grant.isShort == isShort)
  }

  @Test(
    arguments: [
      (rule(requests: 3), ask(1), BudgetAmount(requests: 3), .limitRequests),
      (rule(requests: 0), ask(1), BudgetAmount(), .limitRequests),
      (rule(tokens: 380), ask(100), BudgetAmount(), .limitTokens),
      (rule(tokens: 129), ask(100, 5), BudgetAmount(), .limitTokens),
      (rule(tokens: 1000), ask(100, 900, fixed: true), BudgetAmount(), .limitTokens),
      (rule(tokens: 1000), ask(1), BudgetAmount(tokens: .max), .limitTokens),
      (rule(requests: 1000), ask(1), BudgetAmount(requests: .max), .limitRequests),
      (rule(cost: 0.38), ask(100), BudgetAmount(), .limitCost),
      (rule(cost: 0.1), ask(100), BudgetAmount(), .limitCost),
      (rule(cost: 1), ask(1), BudgetAmount(cost: price * 1000), .limitCost),
      (rule(cost: 1), BudgetAsk(input: 1), BudgetAmount(cost: price * 1001), .limitCost),
    ] as [(BudgetRule, BudgetAsk, BudgetAmount, ErrorCode)])
  func refuses(_ rule: BudgetRule, _ ask: BudgetAsk, _ spent: BudgetAmount, _ code: ErrorCode) throws {
    let error = try #require(throws: AgentError.self) {
      try Self.account(spent: spent).grant(ask, under: rule, id: "x")
    }
    #expect(error.code == code && error.exitCode == .limit)
    #expect(error.object == "budget b" && error.hint == "it is renewed at 2026-11-29T00:00:00.000Z")
    #expect(error.message.contains("a day are used up"), "\(error)")
  }

  @Test func aRequestThatIsSentAgainIsNoRequest() throws {
    var again = Self.ask(1)
    again.requests = 0
    let account = Self.account(spent: BudgetAmount(requests: 3))
    #expect(try account.grant(again, under: Self.rule(requests: 3), id: "x").amount.requests == 0)
  }

  @Test func whatIsFreeFitsWhereAllIsSpent() throws {
    let account = Self.account(spent: BudgetAmount(cost: Self.price))
    let grant = try account.grant(BudgetAsk(input: 9), under: Self.rule(cost: 0.001), id: "x")
    #expect(grant.output == nil && grant.amount.cost == .zero)
  }
}
