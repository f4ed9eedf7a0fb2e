import AgentCore
import AgentJSON
import AgentPlan
import AgentSystem
import Testing

struct PlannerTests {
  private let now = Timestamp(milliseconds: 1_767_225_600_000)

  private func planner(_ text: String) throws -> Planner { try Planner(parsing: JSON(parsing: text)) }

  private func titles(_ plan: Plan) -> [String] { plan.entries.map { ($0.isDone ? "x " : "") + $0.title } }

  @Test("what is not understood is kept")
  func unknownMembers() throws {
    var planner = try planner(
      #"""
      {"type":"planner","theirs":[1],"todos":[{"name":"p","colour":"red","entries":[
        {"title":"a","due":"2027","done_state":"pending"},{"title":"b","done_state":"done"}]}]}
      """#)
    _ = try planner.mark("p", [.positions(1...1)], .done, now: now)
    let json = planner.json
    #expect(json["theirs"] == [1])
    #expect(json["todos"]?[0]?["colour"] == "red")
    let entry = json["todos"]?[0]?["entries"]?[0]
    #expect(entry?["due"] == "2027")
    #expect(entry?["done_state"] == "done", "a word stays a word")
    #expect(entry?["updated"] == "2026-01-01T00:00:00.000Z")
    #expect(planner.openPlans.isEmpty)
  }

  @Test(arguments: [
    ("[]", "is no JSON object"), (#"{"type":"memory","todos":[]}"#, "has the type \"memory\", not planner"),
    ("{}", "has no list 'todos'"), (#"{"todos":{}}"#, "has no list 'todos'"),
    (#"{"todos":[1]}"#, "todos[0]: is no object"), (#"{"todos":[{"entries":[]}]}"#, "todos[0]: has no name"),
    (#"{"todos":[{"name":"a"}]}"#, "todos[0]: has no list 'entries'"),
    (#"{"todos":[{"name":"a","entries":[{"title":"x"},{}]}]}"#, "todos[0].entries[1]: has no title"),
  ])
  func notInTheShape(_ text: String, _ message: String) throws {
    let value = try JSON(parsing: text)
    let error = #expect(throws: AgentError.self) { try Planner(parsing: value) }
    #expect(error.map { [$0.object, $0.message].compactMap(\.self).joined(separator: ": ") } == message)
  }

  @Test func theVerbs() throws {
    var planner = Planner()
    let entries = ["a", "b", "c"].map { PlanEntry(title: $0) }
    #expect(titles(try planner.create("p", entries, replacing: false, now: now)) == ["a", "b", "c"])
    #expect(titles(try planner.add("p", [PlanEntry(title: "d")], at: 2, now: now)) == ["a", "d", "b", "c"])
    let marked = try planner.mark(
      "p", [.positions(1...2), .id(planner["p"].entries[3].id ?? "")], .done, now: now)
    #expect(titles(marked) == ["x a", "x d", "b", "x c"])
    #expect(titles(try planner.mark("p", [.positions(2...2)], .open, now: now)) == ["x a", "d", "b", "x c"])
    #expect(titles(try planner.move("p", .positions(4...4), to: 1)) == ["x c", "x a", "d", "b"])
    #expect(titles(try planner.remove("p", [.positions(1...2)])) == ["d", "b"])
    let edited = try planner.edit(
      "p", .positions(1...1), title: "D", description: "more", state: .doing, now: now)
    #expect(edited.entries[0].title == "D" && edited.entries[0].state == .doing)
    #expect(try planner.rename("p", to: "q").name == "q")
    #expect(try planner.clear("q").map(\.name) == ["q"])
    #expect(planner.plans.isEmpty)
  }

  @Test("ids stay with their entries")
  func ids() throws {
    var planner = try planner(#"{"todos":[{"name":"p","entries":[{"title":"a"},{"title":"b"}]}]}"#)
    let first = try planner.mark("p", [.positions(2...2)], .done, now: now)
    let ids = first.entries.map(\.id)
    #expect(ids.allSatisfy { $0?.utf8.count == 6 } && Set(ids).count == 2)
    #expect(try planner.move("p", .positions(2...2), to: 1).entries.map(\.id) == [ids[1], ids[0]])
  }

  @Test("a plan that is not done is not replaced unasked")
  func replacing() throws {
    var planner = Planner()
    _ = try planner.create("p", [PlanEntry(title: "a")], replacing: false, now: now)
    #expect(throws: AgentError.self) { try planner.create("p", [], replacing: false, now: now) }
    #expect(try planner.create("p", [], replacing: true, now: now).entries.isEmpty)
    _ = try planner.add("p", [PlanEntry(title: "b", state: .done)], now: now)
    #expect(titles(try planner.create("p", [PlanEntry(title: "c")], replacing: false, now: now)) == ["c"])
    #expect(planner.plans.count == 1)
  }

  @Test("a name is given whole or by its beginning")
  func names() throws {
    var planner = Planner()
    for name in ["Release", "release notes", "other"] {
      _ = try planner.create(name, [], replacing: false, now: now)
    }
    #expect(try planner["Release"].name == "Release")
    #expect(try planner["OTH"].name == "other")
    #expect(try planner["release n"].name == "release notes")
    #expect(throws: AgentError.self) { try planner["rel"] }
    #expect(throws: AgentError.self) { try planner[""] }
    #expect(throws: AgentError.self) { try planner["x"] }
  }
}
