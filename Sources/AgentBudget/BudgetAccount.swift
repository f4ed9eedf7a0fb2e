public import AgentSystem
public import AgentTime

/// What has been spent of a budget in its present period, and what is reserved for requests that are under way. Pure.
///
/// Reserved counts as spent. What a process had reserved that is gone stays spent, since nobody knows what became of
/// its request.
public struct BudgetAccount: Sendable, Equatable {
  public struct Reservation: Sendable, Equatable {
    public let id: String
    public let holder: ProcessIdentity
    public let amount: BudgetAmount
  }

  public internal(set) var period: BudgetPeriod
  public internal(set) var span: BudgetPeriod.Span
  public internal(set) var spent: BudgetAmount
  public internal(set) var reservations: [Reservation]

  init(
    period: BudgetPeriod, span: BudgetPeriod.Span, spent: BudgetAmount = BudgetAmount(),
    reservations: [Reservation] = []
  ) {
    self.period = period
    self.span = span
    self.spent = spent
    self.reservations = reservations
  }

  /// An account on which nothing has been spent.
  public init(_ period: BudgetPeriod, at now: Timestamp, in zone: ZoneRules) {
    self.init(period: period, span: period.span(at: now, in: zone))
  }

  public var reserved: BudgetAmount { reservations.reduce(BudgetAmount()) { $0 + $1.amount } }
  /// Spent and reserved.
  public var used: BudgetAmount { spent + reserved }

  /// Brings the account to the present: what the dead had reserved is spent, and a period that has ended makes room
  /// for the next. Requests under way count in the one in which they end.
  ///
  /// A clock that was set back before the period's beginning ends nothing. Where the rule has another period than it
  /// had, what has been spent counts on.
  public mutating func update(
    _ period: BudgetPeriod, at now: Timestamp, in zone: ZoneRules, isRunning: (ProcessIdentity) -> Bool
  ) {
    let dead = reservations.filter { !isRunning($0.holder) }
    if !dead.isEmpty {
      spent = dead.reduce(spent) { $0 + $1.amount }
      reservations.removeAll { dead.contains($0) }
    }
    let hasEnded = span.end.map { now >= $0 } ?? false
    if hasEnded { spent = BudgetAmount() }
    if hasEnded || period != self.period { span = period.span(at: now, in: zone) }
    self.period = period
  }

  mutating func add(_ reservation: Reservation) { reservations.append(reservation) }

  /// Puts what a request has really taken in the place of what was reserved for it. One that is not there any more
  /// has been counted for good.
  public mutating func settle(_ id: String, as amount: BudgetAmount) {
    guard let index = reservations.firstIndex(where: { $0.id == id }) else { return }
    reservations.remove(at: index)
    spent = spent + amount
  }
}
