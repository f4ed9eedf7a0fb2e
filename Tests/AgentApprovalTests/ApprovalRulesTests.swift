import AgentCore
import AgentJSON
import AgentTesting
import Testing

@testable import AgentApproval

@Suite struct ApprovalRulesTests {
  private func rules(_ layers: String...) throws -> ApprovalRules {
    ApprovalRules(
      try layers.map { try ApprovalRules.parse(Array("{\"rules\":[\($0)]}".utf8), source: "rules.json") })
  }

  private func bash(_ command: String, _ confinement: ToolConfinement = .sandbox) -> ApprovalCall {
    ApprovalCall(
      tool: "bash", effects: "write", confinement: confinement, arguments: ["command": .string(command)],
      commandLine: CommandLine(command), workspace: "/w")
  }

  private func write(_ path: String, resolved: String? = nil) -> ApprovalCall {
    ApprovalCall(
      tool: "write", effects: "write", confinement: .files, arguments: ["path": .string(path)],
      paths: [.init(spelled: "/w/\(path)", resolved: resolved ?? "/w/\(path)")], workspace: "/w")
  }

  private let shipped = try? RulesFile.shipped(environment: [:])

  private func decision(_ rules: ApprovalRules, _ call: ApprovalCall) -> String {
    rules.verdict(on: call).decision?.rawValue ?? "none"
  }

  @Test func everyCommandOfALineMustBeAllowed() throws {
    let rules = try rules(
      #"{"decision":"allow","tool":"bash","command":"git status*"},{"decision":"allow","command":"ls*"}"#)
    for (command, expected) in [
      ("git status", "allow"), ("git status && ls -l", "allow"), ("git status && rm -rf /", "none"),
      ("git status $(rm x)", "none"), ("git status; $X", "none"), ("git status > x", "none"),
      ("timeout 5 git status", "allow"), ("xargs git status", "none"), ("PATH=/x git status", "none"),
      ("./timeout 5 git status", "none"), ("bash -c 'git status'", "none"),
      ("git() { ls; }; git status", "allow"),
    ] {
      #expect(decision(rules, bash(command)) == expected, "\(command)")
    }
  }

  @Test func whatIsNotUnderstoodIsAllowedOnlyForTheWholeTool() throws {
    let call = bash("echo $((x))")
    #expect(decision(try rules(#"{"decision":"allow","tool":"bash","command":"*"}"#), call) == "none")
    #expect(decision(try rules(#"{"decision":"allow","tool":"bash"}"#), call) == "allow")
  }

  @Test func denyIsStrongerThanAskAndAskThanAllow() throws {
    let rules = try rules(
      #"{"decision":"allow","tool":"bash"},{"decision":"ask","command":"git push*"},{"decision":"deny","command":"rm *"}"#
    )
    for (command, expected) in [
      ("ls", "allow"), ("git push", "ask"), ("git push; rm x", "deny"), ("ls && /bin/rm x", "deny"),
      ("ls | xargs rm", "deny"), ("bash -c 'rm x'", "deny"), ("echo `rm x`", "deny"),
    ] {
      #expect(decision(rules, bash(command)) == expected, "\(command)")
    }
  }

  /// A call that somebody has allowed as it stands is not asked again, but may be denied.
  @Test func whatIsAllowedExactlyIsNotAsked() throws {
    let exact = #"{"decision":"allow","exactly":{"command":"git push"}}"#
    let asking = #"{"decision":"ask","tool":"bash"},{"decision":"ask","command":"git*"}"#
    #expect(decision(try rules("\(asking),\(exact)"), bash("git push")) == "allow")
    #expect(decision(try rules("\(asking),\(exact)"), bash("git push -f")) == "ask")
    #expect(
      decision(try rules(#"\#(exact),{"decision":"deny","command":"git push*"}"#), bash("git push")) == "deny"
    )
    let doubtful =
      #"{"decision":"deny","command":"rm*"},{"decision":"allow","exactly":{"command":"echo $((x))"}}"#
    #expect(decision(try rules(doubtful), bash("echo $((x))")) == "allow")
    #expect(decision(try rules(doubtful), bash("echo $((y))")) == "none")
  }

  /// A line that is not understood may hide what is denied, whatever another layer allows.
  @Test func doubtIsAsked() throws {
    let rules = try rules(#"{"decision":"deny","command":"rm *"}"#, #"{"decision":"allow"}"#)
    #expect(decision(rules, bash("ls")) == "allow")
    #expect(decision(rules, bash("X=rm; $X y")) == "ask")
    #expect(rules.verdict(on: bash("X=rm; $X y")).doubt != nil)
    #expect(decision(rules, write("a")) == "allow")
  }

  @Test func pathsAreComparedAsTheyAreSpelledAndWhereTheyLead() throws {
    let denying = try rules(#"{"decision":"deny","path":"secrets/**"},{"decision":"allow"}"#)
    #expect(decision(denying, write("secrets/a")) == "deny")
    #expect(decision(denying, write("link", resolved: "/w/secrets/a")) == "deny")
    #expect(decision(denying, write("a")) == "allow")
    let allowing = try rules(#"{"decision":"allow","tool":"write","path":"src/**"}"#)
    #expect(decision(allowing, write("src/a")) == "allow")
    #expect(decision(allowing, write("src/a", resolved: "/etc/a")) == "none")
    #expect(decision(allowing, bash("ls")) == "none")
  }

  @Test func argumentsAndExactCalls() throws {
    let rules = try rules(
      #"{"decision":"allow","tool":"fetch","arguments":{"url":"https://example.org/*"}},{"decision":"allow","exactly":{"a":1,"b":[2]}}"#
    )
    func call(_ arguments: JSON) -> ApprovalCall {
      ApprovalCall(tool: "fetch", effects: "network", confinement: .none, arguments: arguments)
    }
    #expect(decision(rules, call(["url": "https://example.org/a/b", "x": 1])) == "allow")
    #expect(decision(rules, call(["url": "https://example.com/"])) == "none")
    #expect(decision(rules, call(["b": [2], "a": 1])) == "allow")
    #expect(decision(rules, call(["b": [2], "a": 1, "c": 0])) == "none")
  }

  @Test func theShippedRulesAllowWhatIsConfined() throws {
    let rules = ApprovalRules([[], try #require(shipped)])
    func call(_ confinement: ToolConfinement, _ effects: String) -> ApprovalCall {
      ApprovalCall(tool: "t", effects: effects, confinement: confinement, arguments: [:])
    }
    for (confinement, effects, expected) in [
      (ToolConfinement.files, "read", "allow"), (.files, "write", "allow"), (.sandbox, "write", "allow"),
      (.network, "network", "none"), (.none, "destructive", "none"), (.none, "read", "none"),
      (.installed, "read", "allow"), (.installed, "state", "allow"), (.installed, "network", "none"),
    ] {
      #expect(decision(rules, call(confinement, effects)) == expected, "\(confinement) \(effects)")
    }
    #expect(try #require(shipped).allSatisfy { !$0.allowsEverything && !$0.allowsAnyCommand })
  }

  @Test func aUsersRuleIsStrongerThanTheShippedOnes() throws {
    let shipped = try #require(shipped)
    let asking = ApprovalRules([try rules(#"{"decision":"ask","tool":"bash"}"#).layers[0], shipped])
    #expect(decision(asking, bash("ls")) == "ask")
    let allowing = ApprovalRules([try rules(#"{"decision":"allow","tool":"bash"}"#).layers[0], shipped])
    #expect(decision(allowing, bash("ls", .none)) == "allow")
    #expect(decision(allowing.withoutPermissions, bash("ls", .none)) == "none")
    #expect(decision(asking.withoutPermissions, bash("ls")) == "ask")
  }

  @Test(arguments: [
    #"{"decision":"allow"}"#, #"{"decision":"allow","tool":"*"}"#,
  ])
  func whatAllowsEverythingIsKnown(_ rule: String) throws {
    #expect(try rules(rule).layers[0][0].allowsEverything)
  }

  @Test(arguments: [
    (#"{"decision":"allow","tool":"bash"}"#, true),
    (#"{"decision":"allow","tool":"bash","command":"*"}"#, true),
    (#"{"decision":"allow","tool":"bash","command":"git*"}"#, false),
    (#"{"decision":"allow","tool":"bash","confinement":"sandbox"}"#, false),
    (#"{"decision":"ask","tool":"bash"}"#, false), (#"{"decision":"allow","tool":"read"}"#, false),
  ])
  func whatAllowsEveryCommandIsKnown(_ rule: String, _ expected: Bool) throws {
    #expect(try rules(rule).layers[0][0].allowsAnyCommand == expected)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"rules":{}}"#, #"{"rules":[1]}"#, #"{"rules":[{}]}"#, #"{"rules":[],"x":1}"#,
    #"{"rules":[{"decision":"perhaps"}]}"#, #"{"rules":[{"decision":"allow","tol":"bash"}]}"#,
    #"{"rules":[{"decision":"allow","tool":1}]}"#, #"{"rules":[{"decision":"allow","command":"a && b"}]}"#,
    #"{"rules":[{"decision":"allow","command":1}]}"#, #"{"rules":[{"decision":"allow","effects":"all"}]}"#,
    #"{"rules":[{"decision":"allow","confinement":["x"]}]}"#,
    #"{"rules":[{"decision":"allow","exactly":1}]}"#,
    #"{"rules":[{"decision":"allow","arguments":[]}]}"#,
    #"{"rules":[{"decision":"deny","decision":"allow"}]}"#,
  ])
  func whatIsNoRulesFile(_ text: String) {
    let error = #expect(throws: AgentError.self) {
      try ApprovalRules.parse(Array(text.utf8), source: "rules.json")
    }
    #expect(error?.exitCode == .configuration && error?.object == "rules.json")
  }
}
