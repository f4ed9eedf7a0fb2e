import AgentCore
import AgentPlan
import Testing

struct EntryNameTests {
  @Test(arguments: [
    ("1", EntryName.positions(1...1)), ("2-4", .positions(2...4)), ("all", .all), ("a1b2c3", .id("a1b2c3")),
    ("123456", .id("123456")),
  ])
  func names(_ text: String, _ name: EntryName) throws {
    #expect(try EntryName(text) == name)
    #expect(name.description == text)
  }

  @Test(arguments: ["", "0", "4-2", "-1", "1-", "1-2-3", "x", "1.5", "１", "99999999999999999999", "A1B2C3"])
  func refused(_ text: String) {
    #expect(throws: AgentError.self) { try EntryName(text) }
  }
}
