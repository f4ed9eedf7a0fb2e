import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// A model that keeps a plan.
@Suite struct PlanToolTests {
  @Test("the plan of a turn is in its stream, and in the context of the next request")
  func inATurn() throws {
    let bench = try TurnBench([
      .toolCall(
        "planner_create",
        [
          "name": "work",
          "entries": [["title": "look"], ["title": "mend", "description": "all", "done_state": false]],
        ]),
      .toolCall("planner_check", ["name": "work", "entries": [1]]), .text("done"),
    ])
    let result = try bench.run("--add-tool", "planner_create,planner_check", "-j", "go")
    #expect(result.status == 0, "\(result.errors)")
    let lists = result.values.filter { $0["item"]?["type"] == "todo_list" }
    #expect(lists.allSatisfy { $0["type"] == "item.completed" })
    #expect(
      lists.map { $0["item"]?["items"] } == [
        [["text": "look", "completed": false], ["text": "mend", "completed": false]],
        [["text": "look", "completed": true], ["text": "mend", "completed": false]],
      ])
    #expect(Set(lists.compactMap { $0["item"]?["id"]?.string }).count == 2)
    let calls = result.values.filter { $0["type"] == "item.completed" && $0["item"]?["type"] == "tool_call" }
    #expect(calls.last?["item"]?["output"] == "work  1/2\n1 [x] look\n2 [ ] mend\n      all\n")
    #expect(try bench.session("fsck").status == 0)
    // The list is for those who look on: the model has read the result of the call.
    let last = try #require(bench.server.requests.last)
    #expect(!String(decoding: last.body, as: UTF8.self).contains("todo_list"))
  }

  @Test func theSeedsArguments() throws {
    let bench = PlanBench()
    try bench.run(
      "--tool", "planner_create",
      stdin: #"{"name":"p","entries":[{"title":"a","description":"d","done_state":"done"},{"title":"b"}]}"#)
    try bench.run("--tool", "planner_add", stdin: #"{"name":"p","entries":["c"]}"#)
    #expect(try bench.entries() == ["p a done", "p b open", "p c open"])
    let result = try bench.run("--tool", "planner_check", stdin: #"{"name":"p","entries":[2,3]}"#)
    #expect(
      result.values == [
        ["type": "text", "text": "p  3/3, all done\n1 [x] a\n      d\n2 [x] b\n3 [x] c\n"],
        [
          "type": "todo_list",
          "items": .array(["a", "b", "c"].map { ["text": .string($0), "completed": true] }),
        ],
      ])
    try bench.run("--tool", "planner_check", stdin: #"{"name":"p","entries":[3],"done":false}"#)
    #expect(
      try bench.run("--tool", "current_todos", stdin: "{}").output.contains(
        #"<entry index="3" done_state="pending" title="c">"#))
    let cleared = try bench.run("--tool", "planner_clear", stdin: #"{"name":""}"#)
    #expect(cleared.values.first?["text"] == "Cleared: p\n")
    #expect(try bench.run("--tool", "current_todos", stdin: "{}").output.isEmpty)
  }

  @Test(arguments: [
    ("planner_check", #"{"name":"nosuch","entries":[1]}"#, Int32(66)), ("planner_create", "{}", 64),
    ("planner_check", #"{"name":"p","entries":[]}"#, 64), ("planner_create", "[]", 64), ("nosuch", "{}", 64),
  ])
  func refused(_ tool: String, _ arguments: String, _ status: Int32) throws {
    let result = try PlanBench().run("--tool", tool, stdin: arguments)
    #expect(result.status == status && !result.errors.isEmpty && result.output.isEmpty)
  }
}
