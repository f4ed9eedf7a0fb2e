import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite("Convention 14: time zones") struct TimeZoneTests {
  @Test(arguments: Example.readers) func recordsAreInUTC(_ example: Example) throws {
    if example.isClock { return }
    let scene = try Scene()
    let plain = try scene.run(example, ["-j"], environment: ["TZ": "UTC"]).output
    for zone in ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "EST5EDT", ":/nosuch", ""] {
      #expect(try scene.run(example, ["-j"], environment: ["TZ": zone]).output == plain, "\(zone)")
    }
  }

  @Test(arguments: Example.all.filter(\.printsRecords)) func timesHaveTheOneForm(_ example: Example) throws {
    let result = try Scene().run(example, ["-j"], environment: ["TZ": "Asia/Kathmandu"])
    for value in result.values { check(value) }
  }

  /// Every string that looks like a time is RFC 3339, UTC, with milliseconds.
  private func check(_ value: JSON) {
    if let text = value.string, text.wholeMatch(of: /\d{4}-\d\d-\d\d[T ].*/) != nil {
      #expect(text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, "\(text)")
    }
    for member in value.object ?? [:] { check(member.value) }
    for element in value.array ?? [] { check(element) }
  }
}
