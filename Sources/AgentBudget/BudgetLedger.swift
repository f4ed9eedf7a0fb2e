public import AgentCore
public import AgentJSON
public import AgentSystem
public import AgentTime

/// What is in `budgets.json`: an account for each budget that was ever used. Pure.
public struct BudgetLedger: Sendable, Equatable {
  public var accounts: [String: BudgetAccount] = [:]

  static let version = 1

  public init() {}

  /// The account of a rule as it stands now; a new one where there was none.
  public func account(
    of rule: BudgetRule, at now: Timestamp, in zone: ZoneRules, isRunning: (ProcessIdentity) -> Bool
  ) -> BudgetAccount {
    var account = accounts[rule.name] ?? BudgetAccount(rule.period, at: now, in: zone)
    account.update(rule.period, at: now, in: zone, isRunning: isRunning)
    return account
  }

  // MARK: - As JSON

  public var json: JSON {
    let names = accounts.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return [
      "version": .int(Self.version),
      "budgets": .object(
        JSONObject(names.compactMap { name in accounts[name].map { .init(key: name, value: Self.json($0)) } })
      ),
    ]
  }

  private static func json(_ account: BudgetAccount) -> JSON {
    var members: JSONObject = [
      "period": .string(account.period.rawValue), "start": .string(account.span.start.description),
    ]
    members.append("renews", ifPresent: account.span.end.map { .string($0.description) })
    members.append(contentsOf: account.spent.members)
    members.append(
      "reserved",
      .array(
        account.reservations.map { reservation in
          var members: JSONObject = [
            "id": .string(reservation.id), "pid": .int(Int(reservation.holder.pid)),
            "start_ticks": .int(reservation.holder.startTicks),
          ]
          members.append(contentsOf: reservation.amount.members)
          return .object(members)
        }))
    return .object(members)
  }

  /// - Throws: `bad_data` for what is in another shape: nothing is to be spent on an account that cannot be read.
  public init(parsing json: JSON) throws(AgentError) {
    if let version = json["version"]?.int, version > Self.version {
      throw AgentError(.config, "was written by a newer version (\(version))", hint: "update agentutils")
    }
    guard json["version"]?.int == Self.version, let budgets = json["budgets"]?.object else {
      throw AgentError(.badData, "is no ledger of budgets")
    }
    for entry in budgets {
      guard let account = Self.account(entry.value) else {
        throw AgentError(.badData, "the account '\(Terminal.sanitized(entry.key))' is damaged")
      }
      accounts[entry.key] = account
    }
  }

  private static func account(_ json: JSON) -> BudgetAccount? {
    guard let period = json["period"]?.string.flatMap(BudgetPeriod.init(rawValue:)),
      let start = json["start"]?.string.flatMap({ Timestamp($0) }), let spent = BudgetAmount(json),
      let reserved = json["reserved"]?.array
    else { return nil }
    var end: Timestamp?
    if let renews = json["renews"] {
      guard let time = renews.string.flatMap({ Timestamp($0) }), time > start else { return nil }
      end = time
    }
    if (end == nil) != (period == .total) { return nil }
    let reservations = reserved.compactMap(reservation)
    if reservations.count != reserved.count { return nil }
    return BudgetAccount(
      period: period, span: .init(start: start, end: end), spent: spent, reservations: reservations)
  }

  private static func reservation(_ json: JSON) -> BudgetAccount.Reservation? {
    guard let id = json["id"]?.string, let pid = json["pid"]?.int.flatMap(Int32.init(exactly:)),
      let ticks = json["start_ticks"]?.int, let amount = BudgetAmount(json)
    else { return nil }
    return .init(id: id, holder: ProcessIdentity(pid: pid, startTicks: ticks), amount: amount)
  }
}
