import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct PlanCommandTests {
  @Test func aPlanFromItsBeginningToItsEnd() throws {
    let bench = PlanBench()
    #expect(try bench.run("create", "release", "test", "write", "tag").output.isEmpty)
    try bench.run("check", "release", "1")
    try bench.run("edit", "rel", "2", "--state", "doing", "--description", "for users")
    #expect(
      try bench.run("show", "release").output == "1 [x] test\n2 [>] write\n      for users\n3 [ ] tag\n")
    #expect(try bench.run("list").output == "release  1/3\n")
    try bench.run("check", "release", "all")
    #expect(try bench.run("list").output.isEmpty)
    #expect(try bench.run("context").status == 1)
    #expect(try bench.run("list", "--all").output == "release  3/3\n")
    let log = try bench.directory.read("runtime/logs/runtime.ndjson").split(separator: "\n")
    let types = try log.map { try JSON(parsing: String($0))["type"]?.string }
    #expect(types == ["plan.created", "plan.changed", "plan.changed", "plan.completed"])
  }

  @Test("an entry is called anew with or without an option")
  func newTitle() throws {
    let bench = PlanBench()
    try bench.run("create", "p", "a", "b")
    try bench.run("edit", "p", "1", "first", "thing")
    try bench.run("edit", "p", "2", "--title", "second")
    #expect(try bench.entries() == ["p first thing open", "p second open"])
    #expect(try bench.run("edit", "p", "2", "--title", "x", "y").status == 64)
    #expect(try bench.run("edit", "p", "2").status == 64)
  }

  @Test("a list of Markdown becomes a plan")
  func markdown() throws {
    let bench = PlanBench()
    try bench.run("create", "p", "-", stdin: "- [x] a\r\n  * [ ] b\n\n3. c\n10) d\n[>] e\nf 1. g\n")
    #expect(
      try bench.entries() == ["p a done", "p b open", "p c open", "p d open", "p e doing", "p f 1. g open"])
  }

  @Test("what export writes import reads", arguments: ["ndjson", "seed"])
  func roundTrip(_ format: String) throws {
    let bench = PlanBench()
    try bench.run("create", "p", "a", "b")
    try bench.run("edit", "p", "2", "--state", "doing", "--description", "x\ny")
    try bench.run("create", "q", "c")
    let export = try bench.run("export", "--format", format).output
    let other = PlanBench()
    #expect(try other.run("import", "-", stdin: export).status == 0)
    #expect(try other.run("import", stdin: export).status == 0)
    #expect(try other.run("export", "--format", format).output == export)
  }

  @Test("a pipe whose upstream failed changes nothing")
  func failedUpstream() throws {
    let bench = PlanBench()
    let record =
      #"{"type":"error","code":"io","exit":74,"message":"gone","hint":null,"retryable":false}"# + "\n"
    let result = try bench.run("create", "p", "-", stdin: record)
    #expect(result.status == 2)
    #expect(try bench.entries().isEmpty)
  }

  @Test("a dry run changes nothing, and says what it would")
  func dryRun() throws {
    let bench = PlanBench()
    try bench.run("create", "p", "a")
    let result = try bench.run("clear", "-n", "-j")
    #expect(result.values.map { $0["code"]?.string } == ["dry_run"])
    #expect(try bench.entries() == ["p a open"])
  }

  @Test("changes are acknowledged with how far the plan is")
  func acknowledged() throws {
    let bench = PlanBench()
    try bench.run("create", "p", "a", "b")
    let ack = try #require(try bench.run("check", "p", "2", "-j").values.first)
    #expect(ack["type"] == "ack" && ack["id"] == "p" && ack["op"] == "check" && ack["done"] == 1)
  }
}
