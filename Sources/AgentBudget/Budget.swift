public import AgentCore
public import AgentSystem
public import AgentTime
import Glibc

/// A budget that requests are held to: each is reserved before it is sent and settled when it is over, so that any
/// number of processes together keep within it.
public struct Budget: Sendable {
  public let rule: BudgetRule
  private let file: BudgetFile
  private let zone: ZoneRules
  private let clock: Clock

  /// - Parameter zone: whose days and months count: the system's, since jobs of cron have no other.
  public init(_ rule: BudgetRule, _ file: BudgetFile, zone: ZoneRules, clock: Clock) {
    self.rule = rule
    self.file = file
    self.zone = zone
    self.clock = clock
  }

  /// How the account stands now.
  public func account() throws(AgentError) -> BudgetAccount {
    try file.read().account(of: rule, at: clock.now(), in: zone, isRunning: \.isRunning)
  }

  /// Reserves what a request may take; on the disk when this returns.
  /// - Throws: `limit_requests`, `limit_tokens`, `limit_cost` where it does not fit; what keeps the ledger from being
  ///   read or written, since nothing is spent that cannot be counted.
  public func reserve(_ ask: BudgetAsk, _ cancellation: Cancellation) throws(AgentError) -> BudgetGrant {
    guard let holder = ProcessIdentity.current() else {
      throw AgentError(.io, "cannot tell when this process was started", object: "/proc/\(getpid())/stat")
    }
    return try file.update(cancellation) { (ledger) throws(AgentError) in
      var account = ledger.account(of: rule, at: clock.now(), in: zone, isRunning: \.isRunning)
      let grant = try account.grant(ask, under: rule, id: RandomBytes.hex(6))
      account.add(.init(id: grant.id, holder: holder, amount: grant.amount))
      ledger.accounts[rule.name] = account
      return grant
    }
  }

  /// Puts what a request has really taken in the place of what was granted.
  /// - Returns: what has been spent in all.
  public func settle(_ grant: BudgetGrant, as amount: BudgetAmount, _ cancellation: Cancellation)
    throws(AgentError) -> BudgetAmount
  {
    try file.update(cancellation) { (ledger) throws(AgentError) in
      var account = ledger.account(of: rule, at: clock.now(), in: zone, isRunning: \.isRunning)
      account.settle(grant.id, as: amount)
      ledger.accounts[rule.name] = account
      return account.spent
    }
  }
}
