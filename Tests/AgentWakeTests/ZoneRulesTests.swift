import AgentCore
import AgentJSON
import AgentSystem
@testable import AgentTime
import AgentTesting
@testable import AgentWake
import Glibc
import Testing

/// Time zones against those who know: Python's zoneinfo and systemd.
@Suite struct ZoneRulesTests {
  private let zones = ZoneDirectory()

  private func output(_ words: [String], input: String? = nil) throws -> String {
    let program = try #require(ChildProcess.find(words[0], path: nil), "\(words[0]) is missing: bin/setup")
    let result = try BoundedRun.run(
      [program] + words.dropFirst(),
      environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"],
      directory: "/", input: Array((input ?? "").utf8), outputLimit: 64 << 20,
      deadline: .after(milliseconds: 300_000), cancellation: Cancellation())
    #expect(result.ending == .exited(.code(0)), "\(result.errors)")
    return result.output
  }

  /// Around the changes of clocks in 17 zones.
  @Test func zoneinfoAgrees() throws {
    let script = Checkout.path("Tests/AgentWakeTests/zone_vectors.py")
    var count = 0
    for line in try output(["python3", script]).utf8.split(separator: 0x0a) {
      let vector = try JSON(parsing: Array(line))
      let name = try #require(vector["zone"]?.string)
      let spec = try #require(vector["spec"]?.string)
      var slots = CronSlots(
        try CronExpression(spec), zone: try zones.zone(name), after: try #require(vector["after"]?.int))
      let expected = (vector["next"]?.array ?? []).compactMap(\.int)
      let found = expected.compactMap { _ in slots.next() }
      #expect(found == expected, "\(name) \(spec) after \(vector["after"]?.int ?? 0)")
      count += 1
    }
    #expect(count > 1_000)
  }

  /// Offsets of every zone there is, at moments of three centuries.
  @Test func everyZoneHasItsOffsets() throws {
    let script = """
      import zoneinfo, datetime, random, sys
      random.seed(\(TestDose.seed))
      for name in sorted(zoneinfo.available_timezones()):
          zone = zoneinfo.ZoneInfo(name)
          for _ in range(\(TestDose.count(10, full: 400))):
              at = random.randrange(-2200000000, 7000000000)
              offset = datetime.datetime.fromtimestamp(at, zone).utcoffset()
              print(name, at, int(offset.total_seconds()))
      """
    var wrong: [String] = []
    var known: [String: ZoneRules] = [:]
    for line in try output(["python3", "-c", script]).utf8.split(separator: 0x0a) {
      let words = line.split(separator: 0x20).map { String(Substring($0)) }
      if !ZoneDirectory.isName(words[0]) || words[0] == "localtime" || words[0] == "Factory" { continue }
      let zone = try known[words[0]] ?? zones.zone(words[0])
      known[words[0]] = zone
      let at = try #require(Int(words[1]))
      if "\(zone.offset(at: at))" != words[2] { wrong.append("\(words): \(zone.offset(at: at))") }
    }
    #expect(known.count > 300)
    #expect(wrong.isEmpty, "\(wrong.prefix(10))")
  }

  /// systemd reads calendars of its own; what is in both languages is the same, but that it leaves out local times
  /// that never come.
  @Test func systemdAgrees() throws {
    let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    var generator = SeededGenerator()
    let places = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Chatham", "UTC"]
    for _ in 0..<TestDose.count(40, full: 1_000) {
      let (minute, hour) = (
        Int.random(in: 0...59, using: &generator), Int.random(in: 4...22, using: &generator)
      )
      let zone = places[Int.random(in: 0..<places.count, using: &generator)]
      let after = Int.random(in: 1_500_000_000...2_100_000_000, using: &generator)
      var (cron, calendar) = ("\(minute) \(hour)", "*-*-*")
      switch Int.random(in: 0...4, using: &generator) {
      case 0: cron += " * * *"
      case 1:
        let day = Int.random(in: 0...6, using: &generator)
        cron += " * * \(day)"
        calendar = "\(names[day]) *-*-*"
      case 2:
        let day = Int.random(in: 1...31, using: &generator)
        cron += " \(day) * *"
        calendar = "*-*-\(day)"
      case 3:
        let month = Int.random(in: 1...12, using: &generator)
        cron += " 29 \(month) *"
        calendar = "*-\(month)-29"
      default:
        cron += " * */5 1-5"
        calendar = "mon..fri *-01,06,11-*"
      }
      let text = try output([
        "systemd-analyze", "calendar", "--iterations=3", "--base-time=@\(after)",
        "\(calendar) \(hour):\(minute):00 \(zone)",
      ])
      let expected = text.utf8.split(separator: 0x0a).map { String(Substring($0)) }
        .filter { ($0.contains("Next elapse:") || $0.contains("Iter. #")) && $0.hasSuffix(" UTC") }
        .map { line in String(line.split(separator: " ").suffix(3).joined(separator: "T").dropLast(4)) }
      var slots = CronSlots(try CronExpression(cron), zone: try zones.zone(zone), after: after)
      let found = expected.compactMap { _ in slots.next() }.map {
        String("\(Timestamp(milliseconds: $0 * 1000))".prefix(19))
      }
      #expect(expected.count == 3 && found == expected, "\(cron) \(zone) after \(after)")
    }
  }

  @Test(arguments: [
    "", "/etc/passwd", "../zoneinfo/UTC", "Europe/../Europe/Paris", "Europe//Paris", "Europe/",
    "Nowhere/Land",
    "right/UTC", "Europe/Paris\0", "zone.tab", "Europe", "Europe/Pari\u{301}s",
  ]) func noZone(_ name: String) {
    #expect(throws: AgentError.self) { try zones.zone(name) }
  }

  /// A file cut anywhere, or with a byte changed, is refused or read; never more.
  @Test func brokenFiles() throws {
    let bytes = try Files.read("/usr/share/zoneinfo/Europe/Paris")
    for length in stride(from: 0, to: bytes.count, by: 7) {
      _ = ZoneRules(name: "cut", tzif: Array(bytes[..<length]))
    }
    var generator = SeededGenerator()
    for _ in 0..<2_000 {
      var broken = bytes
      broken[Int.random(in: 0..<broken.count, using: &generator)] = UInt8.random(
        in: 0...255, using: &generator)
      if let zone = ZoneRules(name: "odd", tzif: broken) { _ = zone.moment(ofLocal: 1_800_000_000) }
    }
  }

  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", true), ("<+0330>-3:30", true), ("IST-1GMT0,M10.5.0,M3.5.0/1", true),
    ("EST5EDT,J60/2,J305", true), ("EST5EDT,59,304/-2", true), ("UTC0", true), ("", false), ("CET", false),
    ("CET-1CEST", false), ("CET-1CEST,M13.1.0,M1.1.0", false), ("CET-1CEST,M3.6.0,M1.1.0", false),
    ("CET-999", false), ("<+01-1", false), ("C1", false),
  ]) func rulesOfPOSIX(_ text: String, _ isOne: Bool) {
    #expect((PosixZone(Array(text.utf8)) != nil) == isOne)
  }
}
