import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct TurnKeyTests {
  static let canary = "sk-canary-0123456789"

  @Test func withoutAKeyNothingIsSent() throws {
    let result = try BuiltCommand("agent-turn", in: TestDirectory()).run(
      "--base-url", "https://example.org/v1", "-j", "hi")
    #expect(result.status == 77)
    #expect(result.values.last?["error"]?["code"] == "auth")
  }

  /// A dry run shows the request, says that there is no key, and runs no command for one.
  @Test func aDryRunNeedsNoKey() throws {
    let directory = TestDirectory()
    let tool = BuiltCommand("agent-turn", in: directory)
    let address = ["--base-url", "https://example.org/v1", "--dry-run", "--no-stdin"]
    let without = try tool.run(address + ["hi"])
    #expect(without.status == 0 && without.errors.contains("no key for this address"))
    let command = try tool.run(address + ["--key-command", "touch ran; echo k", "hi"])
    #expect(command.status == 0 && command.errors.isEmpty)
    #expect(!Files.exists(directory.path("work/ran")))
  }

  @Test func aKeyFileMustBeOursAlone() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/key", Self.canary + "\n", mode: 0o644)
    let open = try bench.run("--key-file", "key", "hi")
    #expect(open.status == 77)
    #expect(open.errors.contains("chmod 600") && !open.errors.contains("canary"))
    #expect(try bench.run("--key-file", "gone", "hi").status == 77)
    chmod(bench.directory.path("work/key"), 0o600)
    #expect(try bench.run("--key-file", "key", "hi").status == 0)
    #expect(bench.server.requests.map { $0.headers["authorization"] } == ["Bearer \(Self.canary)"])
  }

  @Test func aKeyComesFromACommandOrTheEnvironment() throws {
    let bench = try TurnBench()
    #expect(try bench.run("--key-command", "echo \(Self.canary)", "hi").status == 0)
    #expect(try bench.command(["AGENT_API_KEY": Self.canary]).run(bench.address + ["hi"]).status == 0)
    #expect(try bench.command(["OPENAI_API_KEY": Self.canary]).run(bench.address + ["hi"]).status == 0)
    let sent = bench.server.requests.map { $0.headers["authorization"] }
    #expect(sent == ["Bearer \(Self.canary)", "Bearer \(Self.canary)", nil])
  }

  @Test func aHermeticRunTakesNoKeyFromTheRuntimeDirectory() throws {
    let bench = try TurnBench()
    try bench.directory.write("runtime/.env", "AGENT_API_KEY=\(Self.canary)\n")
    chmod(bench.directory.runtime, 0o700)
    #expect(try bench.run("hi").status == 0)
    #expect(try bench.run("--hermetic", "hi").status == 0)
    #expect(bench.server.requests.map { $0.headers["authorization"] } == ["Bearer \(Self.canary)", nil])
  }

  @Test func aKeyComesThroughADescriptor() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/key", Self.canary + "\n")
    for script in [
      "$turn --key-fd 3 hi 3<key", "$turn --key-fd 3 hi 3< <(sleep 0.3; cat key)", "$turn --key-fd 0 hi <key",
      "$turn --key-file <(cat key) hi", "mkfifo f; (sleep 0.3; cat key >f) & $turn --key-file f hi",
      "printf \(Self.canary) | $turn --key-fd 0 --no-stdin hi",
    ] {
      let before = bench.server.requests.count
      let result = try bench.shell(script)
      #expect(result.status == 0, "\(script): \(result.errors)")
      #expect(bench.server.requests.count == before + 1)
      #expect(bench.server.requests.last?.headers["authorization"] == "Bearer \(Self.canary)", "\(script)")
    }
    for script in ["$turn --key-fd 77 hi", "$turn --key-fd 3 hi 3</dev/null", "$turn --key-fd 3 hi 3<key2"] {
      try bench.directory.write("work/key2", "not a key\n")
      let result = try bench.shell(script)
      #expect(result.status == 77, "\(script)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    try bench.expectSoundSession()
  }

  @Test func aKeyComesFromTheFileOfTheRuntimeDirectory() throws {
    let bench = try TurnBench()
    try bench.directory.write(
      "runtime/.env", "# keys\nexport AGENT_API_KEY='\(TurnBench.canary)'\nAGENT_MODEL=from-env\n")
    chmod(bench.directory.runtime, 0o700)
    let result = try bench.run("-j", "hi")
    #expect(result.status == 0, "\(result.errors)")
    let request = try #require(bench.server.requests.first)
    #expect(request.headers["authorization"] == "Bearer \(TurnBench.canary)")
    // It is read for keys and nothing else.
    #expect(request.json?["model"] == "scripted")
    let words = try BuiltCommand("/bin/grep", in: bench.directory).run(
      "-rlF", TurnBench.canary, bench.directory.runtime)
    #expect(words.lines == ["\(bench.directory.runtime)/.env"])
    #expect(!result.output.contains(TurnBench.canary))
    chmod("\(bench.directory.runtime)/.env", 0o644)
    let open = try bench.run("hi")
    #expect(open.status == 77 && open.errors.contains("chmod"), "\(open.errors)")
  }

  /// A command that prints a key, and agent-extract, which reads foreign bytes, get none from us.
  @Test func programsThatAreStartedDoNotGetTheKey() throws {
    let bench = try TurnBench()
    let variables = ["AGENT_API_KEY": Self.canary, "OPENAI_API_KEY": Self.canary]
    let printed = try bench.command(variables).run(
      bench.address + ["--key-command", "env >printed; echo other", "hi"])
    #expect(printed.status == 0)
    #expect(try !bench.directory.read("work/printed").contains("canary"))
    let environment = try bench.directory.endlessPDF().merging(variables) { $1 }
    let child = try bench.command(environment).spawn(
      bench.address + ["-f", "endless.pdf", "hi"], output: .null, error: .null)
    #expect(bench.directory.isReading())
    let programs = bench.processesLeft().filter { $0 != child.pid }
    #expect(programs.count >= 2)
    for pid in programs {
      for file in ["environ", "cmdline"] {
        let text = (try? Files.read("/proc/\(pid)/\(file)")) ?? []
        #expect(!String(decoding: text, as: UTF8.self).contains("canary"))
      }
    }
    child.signal(SIGTERM)
    #expect(child.end() == .code(143))
    #expect(bench.processesLeft().isEmpty)
  }

  /// A server that says the key back, in an error and to a tool's call.
  @Test(arguments: [200, 400, 401, 500])
  func aKeyIsShownNowhere(_ status: Int) throws {
    let reply: ScriptedReply =
      status == 200 ? .text("fine") : .failure(status, code: "odd", message: "the key \(Self.canary) is bad")
    let bench = try TurnBench([.toolCall("list", [:])], then: reply)
    let result = try bench.command(["AGENT_API_KEY": Self.canary]).run(
      bench.address + ["-j", "-v", "--deltas", "--retries", "1", "hi"])
    #expect(!result.output.contains("canary") && !result.errors.contains("canary"))
    let grep = BuiltCommand("/bin/grep", in: bench.directory)
    #expect(try grep.run("-r", "canary", bench.directory.runtime).status == 1)
    #expect(bench.server.requests.allSatisfy { $0.headers["authorization"] == "Bearer \(Self.canary)" })
  }

  /// A server that says the key back in its answer and in a call, cut into small parts.
  @Test(arguments: TurnBench.dialects)
  func aKeyInAnAnswerIsShownNowhere(_ dialect: String) throws {
    let key = TurnBench.canary
    let said = ScriptedReply.answer(
      .reasoning("the key is \(key)"), .text("Your key is \(key). Keep it."),
      .call(name: "list", arguments: "{\"path\":\"\(key)\"}"))
    for format in [["-j", "--deltas"], ["--format", "json"], ["-v"]] {
      let bench = try TurnBench(
        [said.deltas(of: 3)], then: .text("It is \(key)").deltas(of: 5), dialect: dialect)
      let result = try bench.runWithKey(format + ["go"])
      #expect(result.status == 0)
      #expect(!result.output.contains(key) && !result.errors.contains(key), "\(format)")
      #expect(result.output.contains("<secret>"), "\(format)")
      let deltas = result.values.compactMap { $0["delta"]?.string }.joined()
      #expect(!deltas.contains(key))
      try bench.expectSoundSession()
    }
  }

  @Test func toolsDoNotGetTheKey() throws {
    let bench = try TurnBench([.toolCall("slow", [:])])
    let environment = try bench.slowTool().merging(["AGENT_API_KEY": Self.canary]) { $1 }
    let child = try bench.command(environment).spawn(bench.address + ["hi"], output: .null, error: .null)
    let tool = try bench.slowProcess()
    for file in ["environ", "cmdline"] {
      let text = String(decoding: try Files.read("/proc/\(tool)/\(file)"), as: UTF8.self)
      #expect(!text.isEmpty && !text.contains("canary"))
    }
    #expect(!String(decoding: try Files.read("/proc/\(child.pid)/cmdline"), as: UTF8.self).contains("canary"))
    child.signal(SIGTERM)
    #expect(child.end() == .code(143))
  }
}
