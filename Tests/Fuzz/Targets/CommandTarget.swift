@testable import AgentApproval
import AgentJSON

extension FuzzTarget {
  /// A line of shell. What was found in it is found again where it is written with quotes, a command at a time, and
  /// one more command behind it is one more command.
  static let command = FuzzTarget("command") { input in
    let text = String(decoding: input, as: UTF8.self)
    let line = CommandLine(text)
    require(CommandLine(text) == line, "the same line has the same commands")
    guard line.misunderstood == nil else { return }
    require(!line.commands.isEmpty, "what is understood has a command")
    let twice = CommandLine(text + "\ncanary-command 'a;b'\n")
    // A here-document that is still open takes it for its text. By bytes, since a mark behind `<` makes one
    // character of the two.
    let hasDocument = Swift.zip(text.utf8, text.utf8.dropFirst()).contains { $0 == 0x3c && $1 == 0x3c }
    if twice.misunderstood == nil, !hasDocument {
      require(twice.commands.last?.words.first?.text == "canary-command", "a command behind it is found")
    }
    for command in line.commands where command.words.allSatisfy(\.isLiteral) && !command.words.isEmpty {
      let quoted = command.words.map { word in
        "'" + word.text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
          + "'"
      }.joined(separator: " ")
      let again = CommandLine(quoted)
      require(
        again.commands.first?.words.map(\.text) == command.words.map(\.text),
        "quotes keep the words of a command")
      guard let pattern = try? CommandPattern(quoted), again.commands.first?.redirections.isEmpty ?? false
      else {
        continue
      }
      var plain = command
      plain.assignments = []
      plain.redirections = []
      require(pattern.matches(plain, .surely), "a command fits its own words")
      require(pattern.matches(plain, .possibly), "what fits surely fits possibly")
    }
  }

  /// A file of rules.
  static let rules = FuzzTarget("rules") { input in
    guard let rules = try? ApprovalRules.parse(Array(input), source: "rules.json") else { return }
    let all = ApprovalRules([rules])
    for text in ["git status", "git status && rm x", "echo $((x))"] {
      let call = ApprovalCall(
        tool: "bash", effects: "write", confinement: .none, arguments: ["command": .string(text)],
        commandLine: CommandLine(text), paths: [.init(spelled: "/w/a", resolved: "/w/a")], workspace: "/w")
      let verdict = all.verdict(on: call)
      require(all.verdict(on: call) == verdict, "the same call has the same verdict")
      require(
        all.withoutPermissions.verdict(on: call).decision != .allow, "without permissions nothing is allowed")
      if verdict.decision == .allow, rules.contains(where: \.allowsEverything) { continue }
      require(verdict.decision != .allow || rules.contains { $0.decision == .allow }, "somebody allows it")
    }
  }
}
