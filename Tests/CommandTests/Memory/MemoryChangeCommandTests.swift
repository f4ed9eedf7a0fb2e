import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct MemoryChangeCommandTests {
  @Test func aKeySupersedes() throws {
    let tool = MemoryTool()
    let old = try tool.run("add", "--key", "city", "Ann lives in Rome").lines[0]
    let middle = Clock.system.now()
    let new = try tool.run("add", "-j", "--key", "city", "Ann lives in Oslo").values[0]
    #expect(new["superseded"] == [.string(old)])
    #expect(try tool.found("Ann") == ["Ann lives in Oslo"])
    #expect(try tool.found("Ann", "--as-of", middle.description) == ["Ann lives in Rome"])
    let history = try tool.run("history", new["id"]?.string ?? "", "-j").values
    #expect(history.map { $0["text"]?.string }.prefix(2) == ["Ann lives in Rome", "Ann lives in Oslo"])
  }

  @Test func editDeleteRestorePin() throws {
    let tool = MemoryTool()
    try tool.add([#"{"id":"own","text":"the port is 8080"}"#])
    #expect(try tool.run("edit", "own", "the", "port", "is", "9090").status == 0)
    #expect(try tool.found("port") == ["the port is 9090"])
    #expect(
      try tool.run("delete", "own", "-j").values == [["type": "ack", "v": 1, "id": "own", "op": "delete"]])
    #expect(try tool.run("search", "port").status == 1)
    #expect(try tool.run("restore", "own").status == 0)
    #expect(try tool.run("pin", "own").status == 0)
    #expect(try tool.run("context").output.contains("the port is 9090"))
    #expect(try tool.run("pin", "--off", "own").status == 0)
    #expect(try tool.run("context").status == 1)
    #expect(try tool.isSound())
  }

  @Test func aPurgeLeavesNoByte() throws {
    let tool = MemoryTool()
    try tool.add((0..<200).map { #"{"text":"entry \#($0) on something else"}"# })
    try tool.add([#"{"id":"own","text":"zyxwvut opensesame","source":"qqqsource","meta":{"a":"mmmeta"}}"#])
    _ = try tool.run("optimize", "--force")
    #expect(try tool.run("delete", "--purge", "--yes", "own").status == 0)
    for name in try Files.list(tool.directory.runtime) where name.hasPrefix("memory.db") {
      let bytes = String(decoding: try Files.read("\(tool.directory.runtime)/\(name)"), as: UTF8.self)
      for word in ["zyxwvut", "opensesam", "qqqsource", "mmmeta"] {
        #expect(!bytes.contains(word), "\(word) in \(name)")
      }
    }
    #expect(try tool.isSound())
  }

  /// Nor do the versions, the parts and the vectors of a long one, nor the log of what happened.
  @Test func aPurgeOfALongOneLeavesNoByte() throws {
    let tool = MemoryTool()
    let words = ["zyxwvutone", "zyxwvuttwo", "zyxwvutthree"]
    let filler = String(repeating: "an ordinary sentence of some length stands here. ", count: 30)
    try tool.add((0..<40).map { #"{"text":"entry \#($0) \#(filler)"}"# })
    let text = words.map { "\($0) \(filler)" }.joined(separator: "\\n\\n")
    try tool.add([#"{"id":"long","title":"zyxwvuttitle","text":"\#(text)"}"#])
    #expect(try tool.run("edit", "long", "zyxwvutfour \(filler)").status == 0)
    #expect(try tool.run("optimize", "--force").status == 0)
    #expect(try tool.run("edit", "long", "zyxwvutfive \(filler)").status == 0)
    #expect(try tool.found("zyxwvuttwo", "--all").count == 1)
    #expect(try tool.run("delete", "--purge", "--yes", "long").status == 0)
    let left = try BuiltCommand("/bin/grep", in: tool.directory).run(
      "-rlai", "zyxwvut", tool.directory.runtime)
    #expect(left.status == 1, "\(left.output)")
    #expect(try tool.isSound())
  }

  @Test func settingsOfThePredecessorAreKnown() throws {
    let tool = MemoryTool()
    let names = Set(try tool.run("config", "get", "-j").values.compactMap { $0["name"]?.string })
    for name in [
      "auto_archive", "precision", "dimensions", "half_life_days", "half_life_steps", "moment_exponent",
      "max_tokens",
    ] { #expect(names.contains(name)) }
    #expect(try tool.run("config", "set", "max_tokens", "2000").status == 0)
    #expect(try tool.run("config", "get", "max_tokens").output == "2000\n")
    #expect(try tool.run("config", "set", "precision", "4").errors.contains("no effect"))
    #expect(try tool.run("config", "set", "max_tokens=null").status == 0)
    #expect(try tool.run("config", "get", "max_tokens").output == "3000\n")
  }

  @Test func turnsAreArchivedOnce() throws {
    let tool = MemoryTool()
    let session = SessionTool.self
    let id = try BuiltCommand("agent-session", in: tool.directory).run("new").lines[0]
    _ = try BuiltCommand("agent-session", in: tool.directory).run(
      ["append", id], stdin: Array(session.turn.joined(separator: "\n").utf8))
    #expect(try tool.run("archive", id).output == "1 remembered, 0 known already\n")
    #expect(try tool.run("archive", id).output == "0 remembered, 1 known already\n")
    let found = try tool.run("search", "-j", "--scope", "session/\(id)", "what is in x").values
    #expect(found.first?["kind"] == "turn_summary")
    #expect(found.first?["session"] == .string(id))
  }

  /// The tools of agent-turn, with the predecessor's arguments.
  @Test func toolsAreServed() throws {
    let tool = MemoryTool()
    func call(_ name: String, _ arguments: JSON) throws -> BuiltCommand.Result {
      try tool.run("--tool", name, stdin: arguments.text)
    }
    #expect(try call("memory_search", ["query": "tea"]).output == "No memories found.\n")
    #expect(try call("memory_add", ["content": "Ann likes <tea>", "title": "Ann"]).status == 0)
    #expect(
      try call("memory_search", ["query": "tea", "limit": 3]).output.contains(
        ">Ann likes &lt;tea&gt;</memory>"))
    #expect(try call("memory_edit", ["memory_id": "Ann", "content": "Ann likes coffee"]).status == 0)
    #expect(try call("memory_delete", ["memory_id": "Ann"]).status == 0)
    #expect(try call("memory_search", ["query": "coffee"]).output == "No memories found.\n")
    #expect(try call("nosuch", [:]).status == 64)
    #expect(try call("memory_add", [:]).status == 64)
  }

  /// The provider speaks of what the session is about.
  @Test func theProviderAsksForTheSession() throws {
    let tool = MemoryTool()
    try tool.add([#"{"text":"x is a file of two lines"}"#, #"{"text":"violins are expensive"}"#])
    let sessions = BuiltCommand("agent-session", in: tool.directory)
    let id = try sessions.run("new").lines[0]
    _ = try sessions.run(["append", id], stdin: Array(SessionTool.turn.joined(separator: "\n").utf8))
    let provider = BuiltCommand("agent-memory", in: tool.directory, environment: ["AGENT_SESSION": id])
    let result = try provider.run(["--tool", "retrieved_memory"], stdin: Array("{}".utf8))
    #expect(result.status == 0)
    #expect(result.output.contains("x is a file") && !result.output.contains("violins"))
    let nobody = try tool.run("--tool", "retrieved_memory", stdin: "{}")
    #expect(nobody.status == 0 && nobody.output.isEmpty)
  }
}
