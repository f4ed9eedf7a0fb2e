import AgentCore
import AgentJSON
import AgentPlan
import AgentSystem
import AgentTesting
import Testing

struct PlanFileTests {
  private let now = Timestamp(milliseconds: 0)

  @Test("a file of the predecessor is kept as it was")
  func backup() throws {
    let directory = TestDirectory()
    let text =
      #"{"type":"planner","todos":[{"name":"p","entries":[{"title":"a","description":"","done_state":false}]}]}"#
    try directory.write("runtime/planner.json", text)
    let file = PlanFile(directory.runtimeDirectory)
    for _ in 0..<2 {
      try file.update { (planner) throws(AgentError) in
        try planner.add("p", [PlanEntry(title: "b")], now: now)
      }
    }
    #expect(try directory.read("runtime/planner.json.orig") == text)
    #expect(try file.read()["p"].entries.count == 3)
  }

  @Test("a mark of the byte order, as some editors write it, is passed over")
  func byteOrder() throws {
    let planner = try PlanFile.planner(
      Array("\u{feff}{\"todos\":[{\"name\":\"p\",\"entries\":[]}]}\r\n".utf8), from: "x")
    #expect(planner.plans.map(\.name) == ["p"])
  }

  @Test("what changes nothing writes nothing")
  func unchanged() throws {
    let file = PlanFile(TestDirectory().runtimeDirectory)
    #expect(try file.update { (planner) throws(AgentError) in try planner.clear(nil) }.isChanged == false)
    #expect(!Files.exists(file.path))
  }

  @Test(
    "a file that is not in the shape is told and left",
    arguments: ["", "{\"type\":\"planner\",\"todos\":[", "[]", "\u{0}", #"{"todos":[{"name":1}]}"#])
  func damaged(_ text: String) throws {
    let directory = TestDirectory()
    try directory.write("runtime/planner.json", text)
    let file = PlanFile(directory.runtimeDirectory)
    let error = #expect(throws: AgentError.self) {
      try file.update { (planner) throws(AgentError) in
        try planner.create("p", [], replacing: true, now: now)
      }
    }
    #expect(error?.exitCode == .badData && error?.object == file.path)
    #expect(try directory.read("runtime/planner.json") == text)
  }
}
