import AgentJSON
import AgentSystem
@testable import AgentTime
@testable import AgentWake

extension FuzzTarget {
  /// Texts of schedules and, behind a zero byte, files and rules of time zones: what is read is kept as it is, moments
  /// only go on, and each local time has one.
  static let schedule = FuzzTarget("schedule") { input in
    let now = Timestamp(milliseconds: 1_792_886_400_000)
    if input.first == 0 {
      let bytes = Array(input.dropFirst())
      if let zone = ZoneRules(name: "odd", tzif: bytes) { check(zone) }
      if let rule = PosixZone(bytes) {
        for year in [1970, 2026, 2027, 2400] {
          let changes = rule.changes(in: year)
          require(changes.isEmpty || changes.count == 2, "a year has two changes or none")
          for change in changes { _ = rule.offset(at: change.at) }
        }
      }
      return
    }
    let text = String(decoding: input, as: UTF8.self)
    guard let schedule = try? ScheduleText.parse(text, zone: .utc, now: now) else { return }
    let kept = require("a schedule is read again") { try Schedule(JSON(parsing: schedule.json.text)) }
    require(kept == schedule, "a schedule is kept as it is")
    var slots = require("its slots") { try schedule.slots(after: now, zones: ZoneDirectory()) }
    var last = now
    for _ in 0..<20 {
      guard let slot = slots.next() else { break }
      require(slot > last, "moments go on: \(slot) behind \(last)")
      last = slot
    }
  }

  private static func check(_ zone: ZoneRules) {
    for local in stride(from: 1_700_000_000, to: 1_800_000_000, by: 7_777_777) {
      let moment = zone.moment(ofLocal: local)
      let again = zone.moment(ofLocal: moment + zone.offset(at: moment))
      require(again <= moment, "a moment's local time comes at it or before it")
    }
  }
}
