import AgentCore
@testable import AgentExtract
import Testing

struct PageSelectionTests {
  @Test(arguments: [("3", [3]), ("3-5", [3, 4, 5]), ("-2", [1, 2]), ("1,4-5", [1, 4, 5])])
  func ranges(_ text: String, _ pages: [Int]) throws {
    let selection = try PageSelection(parsing: text)
    #expect((1...6).filter(selection.contains) == pages)
  }

  @Test func openEnd() throws {
    #expect(try PageSelection(parsing: "9-").contains(5000))
  }

  @Test(arguments: ["", "0", "5-3", "a", "1-2-3", "-", "1,,2"])
  func refused(_ text: String) {
    #expect(throws: AgentError.self) { try PageSelection(parsing: text) }
  }
}
