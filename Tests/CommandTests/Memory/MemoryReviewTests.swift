import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct MemoryReviewTests {
  private func tool() throws -> MemoryTool {
    let tool = MemoryTool()
    try tool.add([
      #"{"id":"old","text":"the staging host of the team is stage-1"}"#,
      #"{"id":"new","text":"the staging host of the team is stage-2"}"#,
      #"{"id":"other","text":"Ann likes tea with a little milk"}"#,
      #"{"id":"part1","text":"one two three four five","meta":{"doc":"d"}}"#,
      #"{"id":"part2","text":"one two three four five six","meta":{"doc":"d"}}"#,
      #"{"id":"over","text":"something of last year","expires":"2020-01-01T00:00:00Z"}"#,
    ])
    return tool
  }

  @Test func itProposesAndChangesNothing() throws {
    let tool = try tool()
    let before = try tool.run("export", "--all").stdout
    let result = try tool.run("review", "-j")
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.values.map { $0["id"] } == ["over", "old"])
    #expect(result.values.map { $0["proposal"]?["op"] } == ["delete", "supersede"])
    #expect(result.values[1]["proposal"]?["by"] == "new")
    #expect(result.values[1]["proposal"]?["other"]?.string?.hasSuffix("stage-2") == true)
    #expect(try tool.run("export", "--all").stdout == before)
    #expect(try tool.run("review", "--min-likeness", "1", "-q").lines.count == 2)
  }

  /// Also long texts, which are several documents of the index.
  @Test func longTextsAreCompared() throws {
    let tool = MemoryTool()
    // The words by which neighbours are looked for are the first of the alphabet: these stand at the end.
    let text = (0..<1_200).reversed().map { "word\($0)" }.joined(separator: " ")
    try tool.add([
      MemoryTool.line(["id": "long1", "text": .string(text + " older")]),
      MemoryTool.line(["id": "long2", "text": .string(text + " newer")]),
    ])
    let found = try tool.run("review", "-j").values
    #expect(found.map { $0["id"] } == ["long1"] && found.first?["proposal"]?["by"] == "long2")
  }

  @Test func whatIsAppliedCanBeTakenBack() throws {
    let tool = try tool()
    let proposals = try tool.run("review", "-j").output
    let applied = try tool.run("apply", "-j", stdin: proposals)
    #expect(applied.values.map { $0["op"] } == ["delete", "supersede"])
    #expect(try tool.found("staging host") == ["the staging host of the team is stage-2"])
    #expect(try tool.run("review").status == 1)
    // The same again changes nothing.
    #expect(try tool.run("apply", "-j", stdin: proposals).values.map { $0["op"] } == ["noop", "noop"])
    #expect(try tool.run("restore", "old").status == 0)
    #expect(try tool.found("staging host").count == 2)
    #expect(try tool.isSound())
  }

  /// What a model answers, as agent-turn prints it.
  @Test func aModelMayDecide() throws {
    let tool = try tool()
    let answers = [
      #"{"type":"turn","session":"s","turn":1,"id":"old","text":"","exit_code":0,"output":{"op":"merge","by":"new","text":"staging moved from stage-1 to stage-2"}}"#,
      #"{"type":"turn","session":"s","turn":1,"id":"other","text":"","exit_code":0,"output":{"op":"keep"}}"#,
      #"{"id":"part1","op":"edit","text":"one"}"#,
      #"{"type":"notice","level":"info","code":"x","message":"y"}"#,
    ].joined(separator: "\n")
    let result = try tool.run("apply", "-j", "-v", stdin: answers)
    #expect(result.values.map { $0["op"] } == ["merge", "noop", "edit"], "\(result.errors)")
    #expect(try tool.found("staging") == ["staging moved from stage-1 to stage-2"])
  }

  @Test(arguments: [
    (#"{"id":"old","op":"melt"}"#, 65), (#"{"id":"old","op":"supersede"}"#, 65),
    (#"{"id":"old","op":"supersede","by":"old"}"#, 65), (#"{"id":"old","op":"edit"}"#, 65),
    (#"{"op":"delete"}"#, 65), (#"{"id":"nosuch","op":"delete"}"#, 66), ("[]", 65), ("{", 65), ("", 0),
  ])
  func oneThatIsWrongChangesNothing(_ line: String, _ status: Int32) throws {
    let tool = try tool()
    let before = try tool.run("export", "--all").stdout
    let first = line.isEmpty ? "" : #"{"id":"other","op":"delete"}"# + "\n"
    #expect(try tool.run("apply", stdin: first + line).status == status)
    #expect(try tool.run("export", "--all").stdout == before)
  }
}
