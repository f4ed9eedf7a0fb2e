public import AgentCore
public import AgentJSON
public import AgentSystem
public import AgentTime

/// When something is to happen. A value without a clock: what is asked is asked of a moment.
public struct Schedule: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case once(Timestamp)
    /// On a grid that never drifts: `from`, and every `period` milliseconds after it.
    case every(period: Int, from: Timestamp)
    case cron(CronExpression, zone: String)
  }

  public var kind: Kind
  /// No slot comes after it.
  public var until: Timestamp?
  /// Runs, of which those that were skipped are none.
  public var count: Int?
  /// Milliseconds by which a slot may be late on purpose.
  public var jitter = 0

  /// The shortest period, and the longest of periods and jitter: a second, and ten years.
  public static let periods = 1_000...315_360_000_000

  public init(_ kind: Kind) { self.kind = kind }

  /// The slots after a moment.
  public func slots(after: Timestamp, zones: ZoneDirectory) throws(AgentError) -> Slots {
    switch kind {
    case .once(let time): return Slots(.once(time), after: after, until: until)
    case .every(let period, let from):
      return Slots(.every(period: period, from: from), after: after, until: until)
    case .cron(let expression, let name):
      // Slots are whole minutes; a moment within a second is after the second.
      let slots = CronSlots(expression, zone: try zones.zone(name), after: after.seconds)
      return Slots(.cron(slots), after: after, until: until)
    }
  }

  /// How much later than its slot something is done: the same each time it is asked, and spread evenly.
  public func delay(of slot: Timestamp, id: String) -> Int {
    if jitter == 0 { return 0 }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(id) \(slot.milliseconds)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash ^= hash >> 31
    return Int(hash % UInt64(jitter + 1))
  }

  // MARK: - As it is kept and printed

  public var json: JSON {
    var object: JSONObject
    switch kind {
    case .once(let time): object = ["kind": "once", "at": .string(time.description)]
    case .every(let period, let from):
      object = [
        "kind": "every", "every": .string(Duration.format(milliseconds: period)),
        "from": .string(from.description),
      ]
    case .cron(let expression, let zone):
      object = ["kind": "cron", "cron": .string(expression.text), "tz": .string(zone)]
    }
    object.append("until", ifPresent: until.map { .string($0.description) })
    object.append("count", ifPresent: count.map(JSON.int))
    if jitter > 0 { object.append("jitter", .string(Duration.format(milliseconds: jitter))) }
    return .object(object)
  }

  public init(_ json: JSON) throws(AgentError) {
    switch json["kind"]?.string {
    case "once":
      guard let time = json["at"]?.string.flatMap({ Timestamp($0) }) else { throw Self.odd(json) }
      kind = .once(time)
    case "every":
      guard let period = json["every"]?.string.flatMap({ Duration.parse($0) }), period > 0,
        let from = json["from"]?.string.flatMap({ Timestamp($0) })
      else { throw Self.odd(json) }
      kind = .every(period: period, from: from)
    case "cron":
      guard let text = json["cron"]?.string, let zone = json["tz"]?.string else { throw Self.odd(json) }
      kind = .cron(try CronExpression(text), zone: zone)
    default: throw Self.odd(json)
    }
    until = json["until"]?.string.flatMap { Timestamp($0) }
    count = json["count"]?.int
    jitter = json["jitter"]?.string.flatMap { Duration.parse($0) } ?? 0
  }

  private static func odd(_ json: JSON) -> AgentError {
    AgentError(.badData, "is no schedule: \(String(json.text.prefix(80)))", object: "wake.db")
  }

  /// For people: `every 1h`, `0 7 * * 1-5 Europe/Paris`, `once`.
  public var summary: String {
    switch kind {
    case .once: "once"
    case .every(let period, _): "every \(Duration.format(milliseconds: period))"
    case .cron(let expression, let zone): "\(expression.text) \(zone)"
    }
  }
}

/// The slots of a schedule from a moment on.
public struct Slots {
  enum Source {
    case once(Timestamp)
    case every(period: Int, from: Timestamp)
    case cron(CronSlots)
  }

  private var source: Source
  private var last: Timestamp
  private let until: Timestamp?

  init(_ source: Source, after: Timestamp, until: Timestamp?) {
    self.source = source
    last = after
    self.until = until
  }

  public mutating func next() -> Timestamp? {
    guard let found = advance(), until.map({ found <= $0 }) ?? true else { return nil }
    last = found
    return found
  }

  private mutating func advance() -> Timestamp? {
    switch source {
    case .once(let time): return time > last ? time : nil
    case .every(let period, let from):
      if last < from { return from }
      let steps = (last.milliseconds - from.milliseconds) / period + 1
      let (span, overflow) = steps.multipliedReportingOverflow(by: period)
      return overflow ? nil : from + span
    case .cron(var slots):
      let moment = slots.next()
      source = .cron(slots)
      return moment.map { Timestamp(milliseconds: $0 * 1000) }
    }
  }
}
