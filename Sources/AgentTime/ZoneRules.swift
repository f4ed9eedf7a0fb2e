import AgentSystem

/// How a place's clocks differ from UTC, then and now and to come: a TZif file (RFC 8536).
///
/// The C library is not asked: it has one zone a process, and of a local time that comes twice it gives the
/// second, of one that never comes another one.
public struct ZoneRules: Sendable, Equatable {
  /// A moment at which clocks are set, in seconds since 1970.
  struct Change: Sendable, Equatable {
    var at: Int
    var before: Int
    var after: Int
  }

  public let name: String
  /// Before the first change, in seconds east of Greenwich.
  private let first: Int
  private let changes: [Change]
  /// What holds after the last change.
  private let footer: PosixZone?

  public static let utc = ZoneRules(name: "UTC", first: 0, changes: [], footer: nil)

  private init(name: String, first: Int, changes: [Change], footer: PosixZone?) {
    self.name = name
    self.first = first
    self.changes = changes
    self.footer = footer
  }

  /// - Parameter bytes: of a TZif file; nil where it is none.
  public init?(name: String, tzif bytes: [UInt8]) {
    guard var reader = TZifReader(bytes) else { return nil }
    guard let data = reader.read() else { return nil }
    var changes: [Change] = []
    var offset = data.first
    for (at, after) in data.changes {
      if let last = changes.last, at <= last.at { return nil }
      changes.append(Change(at: at, before: offset, after: after))
      offset = after
    }
    self.init(name: name, first: data.first, changes: changes, footer: data.footer)
  }

  public static func weekday(ofDay daysSince1970: Int) -> Int {
    let rest = (daysSince1970 + 4) % 7
    return rest < 0 ? rest + 7 : rest
  }

  /// Seconds east of Greenwich at a moment.
  public func offset(at second: Int) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].at <= second { low = middle + 1 } else { high = middle }
    }
    if low == changes.count, let footer { return footer.offset(at: second) }
    return low == 0 ? first : changes[low - 1].after
  }

  /// The changes within some days.
  private func changes(from start: Int, through end: Int) -> [Change] {
    var found = changes.filter { $0.at >= start && $0.at <= end }
    if let footer, footer.summer != nil, end > changes.last?.at ?? .min {
      let years = [start, end].map { CivilDate(daysSince1970: $0.floorDivided(by: 86_400)).year }
      found += (years[0] - 1...years[1] + 1).flatMap(footer.changes).filter {
        $0.at >= start && $0.at <= end && $0.at > changes.last?.at ?? .min && $0.before != $0.after
      }
    }
    return found.filter { $0.before != $0.after }
  }

  /// The offset that holds from two days before a local day to two days after it; nil where clocks are set
  /// meanwhile.
  public func steadyOffset(around day: Int) -> Int? {
    let (start, end) = ((day - 2) * 86_400, (day + 3) * 86_400)
    let offset = offset(at: start)
    if offset != self.offset(at: end) { return nil }
    return changes(from: start, through: end).isEmpty ? offset : nil
  }

  /// The moment of a local time (seconds since 1970 as the clock on the wall counts them).
  ///
  /// Each comes once: the first of two, where clocks are set back; and where they are set forward over it, the
  /// moment at which that happens.
  public func moment(ofLocal local: Int) -> Int {
    let near = changes(from: local - 2 * 86_400, through: local + 2 * 86_400)
    guard let before = near.first?.before else { return local - offset(at: local) }
    let offsets = [before] + near.map(\.after)
    let moments = offsets.map { local - $0 }.filter { offset(at: $0) == local - $0 }
    if let first = moments.min() { return first }
    let gap = near.first { $0.at + $0.before <= local && local < $0.at + $0.after }
    return gap?.at ?? local - before
  }
}
