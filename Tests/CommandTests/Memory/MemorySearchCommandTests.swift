import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct MemorySearchCommandTests {
  @Test func bestFirstWithTheScore() throws {
    let tool = MemoryTool()
    try tool.add([#"{"text":"the lake is deep"}"#, #"{"text":"a lake"}"#, #"{"text":"nothing"}"#])
    let found = try tool.run("search", "-j", "deep lake").values
    #expect(found.map { $0["text"]?.string } == ["the lake is deep", "a lake"])
    #expect(found[0]["score"] == 1)
    #expect(try tool.run("search", "-j", "ocean").status == 1)
    #expect(try tool.run("search", "-k", "1", "-j", "lake").values.count == 1)
  }

  @Test func everyPartIsExplained() throws {
    let tool = MemoryTool()
    try tool.add([#"{"text":"the lake is deep"}"#])
    let found = try tool.run("search", "-j", "--explain", "lake").values[0]
    #expect(found["legs"] == ["bm25"])
    for part in ["bm25", "semantic_weight", "actor", "neighbours", "recency", "pinned"] {
      #expect(found["explain"]?[part]?.double != nil, "\(part)")
    }
  }

  @Test func questionsInABatch() throws {
    let tool = MemoryTool()
    try tool.add([#"{"id":"a","text":"a lake","scope":"one"}"#, #"{"id":"b","text":"a lake","scope":"two"}"#])
    let questions = [
      #"{"id":"q1","query":"lake","scope":"one"}"#, #"{"id":2,"query":"ocean"}"#,
      #"{"id":"q3","query":"lake","scope":"all","k":1}"#,
    ]
    let result = try tool.run("search", "--batch", stdin: questions.joined(separator: "\n"))
    #expect(result.status == 0)
    #expect(result.values.map { $0["id"] } == ["q1", 2, "q3"])
    #expect(result.values.map { $0["type"] } == ["result", "result", "result"])
    #expect(result.values[0]["results"]?[0]?["id"] == "a")
    #expect(result.values.map { $0["results"]?.array?.count } == [1, 0, 1])
    // Also where nothing has been remembered yet.
    #expect(try MemoryTool().run("search", "--batch", stdin: questions[0]).status == 0)
  }

  @Test func aRepositoryHasAScopeOfItsOwn() throws {
    let tool = MemoryTool()
    try tool.directory.write("one/.git/HEAD", "x")
    try tool.directory.write("one/deep/x", "x")
    try tool.directory.write("two/.git/HEAD", "x")
    func run(_ directory: String, _ arguments: String...) throws -> BuiltCommand.Result {
      try BuiltCommand("agent-memory", in: tool.directory, workingDirectory: tool.directory.path(directory))
        .run(arguments)
    }
    #expect(try run("one/deep", "add", "--scope", "project", "the secret of one").status == 0)
    #expect(try run("one", "search", "secret").status == 0)
    #expect(try run("two", "search", "secret").status == 1)
    #expect(try run("two", "search", "--scope", "all", "secret").status == 0)
    #expect(try tool.run("add", "--scope", "project", "x").status == 64)
  }

  @Test func aProgramGivesVectors() throws {
    let tool = MemoryTool()
    try tool.add([#"{"id":"a","text":"automobile"}"#, #"{"id":"b","text":"violin"}"#])
    let program = try tool.directory.write(
      "embed",
      """
      #!/bin/sh
      while read -r line; do
        case $line in *automobile*|*car*) echo '{"vector":[1,0.1]}';; *) echo '{"vector":[0.1,1]}';; esac
      done
      """, mode: 0o700)
    #expect(try tool.run("optimize", "--embed-cmd", program).status == 0)
    #expect(try tool.run("search", "-j", "--embed-cmd", program, "car").values.first?["id"] == "a")
    // Without the program words alone are used, and that is told.
    let without = try tool.run("search", "violin")
    #expect(without.status == 0)
    #expect(without.errors.contains("by words alone"))
    let broken = try tool.run("search", "-v", "--embed-cmd", program + " >&2; exit 3 #", "violin")
    #expect(broken.errors.contains("without the leg") || broken.errors.contains("by words alone"))
  }

  /// The legs that a record names are those that were used, and a program that fails is not asked again.
  @Test func aLegThatIsMissingIsNotNamed() throws {
    let tool = MemoryTool()
    try tool.add([#"{"id":"a","text":"automobile"}"#, #"{"id":"b","text":"violin"}"#])
    let program = try tool.directory.write(
      "embed",
      """
      #!/bin/sh
      echo >>"\(tool.directory.path("asked"))"
      [ -e "\(tool.directory.path("broken"))" ] && exit 3
      while read -r line; do echo '{"embedding":[1,0.1]}'; done
      """, mode: 0o700)
    #expect(try tool.run("optimize", "--embed-cmd", program).status == 0)
    let whole = try tool.run("search", "-j", "--explain", "--embed-cmd", program, "violin").values
    #expect(whole.first?["legs"] == ["bm25", .string("cmd:\(program)")])
    for options in [[], ["--embed-cmd", "cat"]] {
      let without = try tool.command.run(["search", "-j", "violin"] + options).values
      #expect(without.first?["legs"] == ["bm25"])
    }
    try tool.directory.write("broken", "")
    try tool.directory.write("asked", "")
    let questions = (1...5).map { #"{"id":\#($0),"query":"violin"}"# }.joined(separator: "\n")
    let batch = try tool.run("search", "--batch", "--embed-cmd", program, stdin: questions + "\n")
    #expect(batch.status == 0 && batch.errors.contains("without the leg"))
    #expect(batch.values.map { $0["legs"] } == Array(repeating: ["bm25"], count: 5))
    #expect(try tool.directory.read("asked") == "\n")
  }

  @Test func anEndpointGivesVectors() throws {
    let server = try ScriptedModelServer { request, _ in
      guard request.path == "/v1/embeddings", request.headers["authorization"] == nil else {
        return .status(400, body: "{}")
      }
      let texts = request.json?["input"]?.array?.compactMap(\.string) ?? []
      let vectors = texts.enumerated().map { index, text -> JSON in
        ["index": .int(index), "embedding": text.contains("violin") ? [0.1, 1] : [1, 0.1]]
      }
      return .status(200, body: JSON.object(["data": .array(vectors)]).text)
    }
    let tool = MemoryTool()
    try tool.add([#"{"id":"a","text":"automobile"}"#, #"{"id":"b","text":"violin"}"#])
    let options = ["--embed-url", server.baseURL, "--embed-model", "m"]
    #expect(try tool.command.run(["optimize"] + options).status == 0)
    #expect(try tool.command.run(["search", "-j", "car"] + options).values.first?["id"] == "a")
    let missing = try tool.run(
      "search", "violin", "--embed-url", server.origin + "/other", "--embed-model", "m")
    #expect(missing.status == 0)
    #expect(missing.errors.contains("words alone") || missing.errors.contains("without the leg"))
  }
}
