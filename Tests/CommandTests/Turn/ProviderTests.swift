import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct TurnProviderTests {
  /// The elements of context providers in a request, in order: names and words.
  static func elements(_ body: JSON) -> [(name: String, text: String)] {
    let texts = (body["input"]?.array ?? []).flatMap { item in
      (item["content"]?.array ?? []).compactMap { $0["text"]?.string }
    }
    return texts.flatMap { text in
      text.split(separator: "<context_provider name=\"", omittingEmptySubsequences: false).dropFirst()
    }.compactMap {
      element in
      guard let quote = element.firstIndex(of: "\"") else { return nil }
      return (String(element[..<quote]), String(element[element.index(quote, offsetBy: 2)...]))
    }
  }

  static func names(_ body: JSON) -> [String] { elements(body).map(\.name) }

  func bench(_ calls: Int = 0) throws -> TurnBench {
    let call = ScriptedReply.toolCall("list", [:])
    return try TurnBench([ScriptedReply](repeating: call, count: calls))
  }

  func provider(_ name: String, _ script: String, in bench: TurnBench) throws {
    try bench.directory.write("runtime/providers/\(name)", "#!/bin/sh\n\(script)\n", mode: 0o700)
  }

  @Test func theModelKnowsTimeAndPlace() throws {
    let bench = try bench()
    #expect(try bench.run("hi").status == 0)
    let elements = Self.elements(bench.server.bodies[0])
    #expect(elements.map(\.name) == ["date_and_time", "cwd"])
    #expect(elements[0].text.contains("UTC") && elements[1].text.hasPrefix(bench.directory.work))
    // The question is the last thing it reads.
    #expect(bench.server.bodies[0]["input"]?.array?.last?["content"]?.array?.last?["text"] == "hi")
    #expect(try !bench.log().joined().contains("context_provider"))
  }

  @Test func theyAreAskedBeforeEachRequestAndAreInNoLog() throws {
    let bench = try bench(2)
    try provider("counter", "echo x >> /dev/null; date +%N", in: bench)
    try provider("kept", "# @ttl 60s\ndate +%N", in: bench)
    #expect(try bench.run("go").status == 0)
    let bodies = bench.server.bodies
    #expect(bodies.count == 3)
    let orders = bodies.map(Self.names)
    #expect(orders.allSatisfy { $0 == ["date_and_time", "cwd", "counter", "kept"] }, "\(orders)")
    func words(_ name: String) -> Set<String> {
      Set(bodies.compactMap { body in Self.elements(body).first { $0.name == name }?.text })
    }
    #expect(words("counter").count == 3 && words("kept").count == 1)
    // Behind the results of tools they are a message of their own, and the last.
    #expect(bodies[1]["input"]?.array?.last?["role"] == "user")
    #expect(try !bench.log().joined().contains("context_provider"))
  }

  @Test func oneThatFailsIsToldThreeTimes() throws {
    let bench = try bench(4)
    try provider("broken", "echo why >&2; exit 1", in: bench)
    let result = try bench.run("-j", "go")
    #expect(result.status == 0)
    let notices = result.values.filter { $0["code"]?.string?.hasPrefix("provider_") == true }
    #expect(notices.map { $0["code"] } == ["provider_failed", "provider_failed", "provider_disabled"])
    #expect(notices.allSatisfy { $0["message"]?.string?.contains("broken") == true })
    #expect(bench.server.bodies.allSatisfy { !Self.names($0).contains("broken") })
  }

  @Test func aSlowOneIsGivenUpAndTheOthersAreThere() throws {
    let bench = try bench()
    try provider("slow", "sleep 60; echo late", in: bench)
    try provider("swift", "echo here", in: bench)
    let result = try bench.run("-j", "go")
    #expect(result.status == 0)
    #expect(Self.names(bench.server.bodies[0]) == ["date_and_time", "cwd", "swift"])
    #expect(result.values.contains { $0["code"] == "provider_failed" })
  }

  @Test(arguments: [
    (["--providers", "none"], [String]()), (["--providers", "cwd"], ["cwd"]), (["--no-context"], []),
    (["--hermetic"], []), (["--set", "builtin_providers=[]"], ["mine"]),
    (["--set", #"builtin_providers=["cwd"]"#], ["cwd", "mine"]),
    (["--providers", "mine,date_and_time"], ["date_and_time", "mine"]),
  ])
  func whichAreAskedIsASetting(_ options: [String], _ names: [String]) throws {
    let bench = try bench()
    try provider("mine", "echo here", in: bench)
    #expect(try bench.run(options + ["hi"]).status == 0)
    #expect(Self.names(bench.server.bodies[0]) == names)
  }

  @Test func anUnknownNameIsUsage() throws {
    let bench = try bench()
    let result = try bench.run("--providers", "cdw", "hi")
    #expect(result.status == 64 && result.errors.contains("cwd"))
    #expect(try bench.run("--set", #"builtin_providers=["cdw"]"#, "hi").status == 78)
    #expect(bench.server.requests.isEmpty)
  }

  @Test func aDryRunShowsWhatTheyTake() throws {
    let bench = try bench()
    try provider("mine", "echo here", in: bench)
    let record = try JSON(parsing: bench.run("-n", "-j", "hi").stdout)
    #expect(Self.names(record["body"] ?? [:]) == ["date_and_time", "cwd", "mine"])
    let names = (record["parts"]?.array ?? []).compactMap { $0["name"]?.string }
    #expect(names.contains("provider mine"))
  }

  @Test func theRepositoryOfTheWorkspaceIsTold() throws {
    let bench = try bench()
    try bench.directory.write("work/.git/HEAD", "ref: refs/heads/topic\n")
    #expect(try bench.run("hi").status == 0)
    // No repository git would take: the file tells the branch all the same.
    #expect(
      Self.elements(bench.server.bodies[0]).contains { $0.name == "git" && $0.text.hasPrefix("branch topic") }
    )
  }
}
