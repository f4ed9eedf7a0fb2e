import AgentSystem
import AgentTesting
import Testing

/// The completions in the checkout are those of the built commands, and shells take them.
@Suite struct CompletionTests {
  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    /// The file's name is what the shell looks for when the command is completed for the first time.
    func file(_ command: String) -> String {
      switch self {
      case .bash: "completions/bash/\(command)"
      case .zsh: "completions/zsh/_\(command)"
      case .fish: "completions/fish/\(command).fish"
      }
    }
  }

  @Test(arguments: try Repository.commands(), Shell.allCases)
  func areFresh(command: String, shell: Shell) throws {
    let fresh = try BuiltCommand(command, in: TestDirectory())
      .run("--generate-completion-script", shell.rawValue)
    #expect(fresh.status == 0)
    let isFresh = try Repository.text(shell.file(command)) == fresh.output
    #expect(isFresh, "run bin/completions")
  }

  @Test(arguments: try Repository.executables(), Shell.allCases.filter { isInstalled($0.rawValue) })
  func areSound(command: String, shell: Shell) throws {
    let check = try BuiltCommand("/usr/bin/env", in: TestDirectory())
      .run(shell.rawValue, "-n", Repository.path(shell.file(command)))
    #expect(check.status == 0 && check.errors == "")
  }

  /// No completion is left over from a command that is gone.
  @Test(arguments: Shell.allCases)
  func areOfCommandsThatExist(shell: Shell) throws {
    let files = try Repository.executables().map(shell.file)
    let folder = "completions/\(shell.rawValue)"
    #expect(try Files.list(Repository.path(folder)).map { "\(folder)/\($0)" }.sorted() == files.sorted())
  }

  // MARK: - What is offered

  @Test(arguments: try Repository.commands())
  func bashOffersTheOptionsOfHelp(command: String) throws {
    for verb in try CommandTree(of: command).verbs {
      let words = [command] + verb.name.split(separator: " ").map(String.init)
      let offered = try bash(command, words + ["-"], in: TestDirectory())
      #expect(Set(offered) == verb.options, "\(words)")
    }
  }

  @Test(.enabled(if: isInstalled("fish")), arguments: try Repository.commands())
  func fishOffersTheOptionsOfHelp(command: String) throws {
    let verbs = try CommandTree(of: command).verbs
    let lines = verbs.map { "\(command) \($0.name)\($0.name.isEmpty ? "" : " ")-" }
    // One shell for all verbs: it takes its time to start.
    let script = lines.map { "complete -C '\($0)'" }.joined(separator: "; echo =; ")
    let result = try BuiltCommand("/usr/bin/env", in: TestDirectory())
      .run("fish", "--no-config", "-c", "source '\(Repository.path(Shell.fish.file(command)))'; \(script)")
    let answers = result.lines.split(separator: "=", omittingEmptySubsequences: false)
    try #require(answers.count == verbs.count, "\(result.errors)")
    for (index, verb) in verbs.enumerated() {
      let offered = answers[index].map { String($0.prefix { $0 != "\t" }) }
      #expect(Set(offered) == verb.options, "\(lines[index])")
    }
  }

  @Test(arguments: try Repository.commands())
  func zshNamesTheOptionsOfHelp(command: String) throws {
    let script = try Repository.text(Shell.zsh.file(command))
    for verb in try CommandTree(of: command).verbs {
      let name = ([command] + verb.name.split(separator: " ").map(String.init)).joined(separator: "_")
      let function = script.split(separator: "\n").drop { $0 != "_\(name)() {" }.prefix { $0 != "}" }
      let named = function.flatMap { $0.matches(of: /(?:['{,*])(--?[A-Za-z0-9][A-Za-z0-9-]*)(?=['\[,}:=])/) }
        .map { String($0.output.1) }
      #expect(Set(named) == verb.options, "\(name)")
    }
  }

  @Test func bashOffersSessions() throws {
    let directory = TestDirectory()
    let id = try #require(try BuiltCommand("agent-session", in: directory).run("new").lines.first)
    for words in [
      ["agent-session", "show", ""], ["agent-turn", "--session", ""], ["agent-turn", "-s", "20"],
    ] {
      #expect(try bash(words[0], words, in: directory).contains(id), "\(words)")
    }
  }

  /// In a zsh on a terminal of its own, whose `compadd` tells what it is given.
  @Test(.enabled(if: isInstalled("zsh"))) func zshOffersSessions() throws {
    let directory = TestDirectory()
    let id = try #require(try BuiltCommand("agent-session", in: directory).run("new").lines.first)
    for line in ["agent-session show ", "agent-turn --session ", "agent-turn -s 20"] {
      let offered = try zsh(line, in: directory)
      #expect(offered.contains { $0.contains(id) }, "\(line): \(offered)")
    }
  }

  @Test(.enabled(if: isInstalled("zsh")), arguments: try Repository.commands())
  func zshOffersTheOptionsOfHelp(command: String) throws {
    // Each takes a shell of its own: one verb of a command stands for the others.
    for verb in try CommandTree(of: command).verbs.prefix(1) {
      let line = ([command] + verb.name.split(separator: " ").map(String.init) + ["-"]).joined(separator: " ")
      let offered = try zsh(line, in: TestDirectory())
      #expect(verb.options.isSubset(of: offered), "\(line): \(verb.options.subtracting(offered))")
    }
  }

  /// What zsh offers for a line.
  private func zsh(_ line: String, in directory: TestDirectory) throws -> [String] {
    let script = #"""
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PROMPT= fpath=('$1' \$fpath); autoload -Uz compinit; compinit -D -u"
      zpty -w shell 'compadd() {
        local -a given; builtin compadd -O given "$@"; print -rl -- "OFFERED:"${^given}
        builtin compadd "$@"
      }'
      zpty -w shell 'finish() { zle complete-word; print -r -- END-OF"-"OFFERS; exit }; zle -N finish'
      zpty -w shell 'bindkey "^T" finish; print -r -- READY"-"TO-TYPE'
      zpty -r -m shell text '*READY-TO-TYPE*'
      zpty -n -w shell "$2"$'\C-t'
      zpty -r -m shell text '*END-OF-OFFERS*'
      print -r -- "$text"
      """#
    let result = try BuiltCommand("/usr/bin/env", in: directory, environment: ["TERM": "dumb"]).run(
      "zsh", "-f", "-c", script, "zsh", Repository.path("completions/zsh"), line)
    return result.output.split(whereSeparator: \.isNewline).map(String.init).compactMap { entry in
      guard let start = entry.firstRange(of: "OFFERED:")?.upperBound else { return nil }
      return String(entry[start...].prefix { $0 != "\r" })
    }
  }

  /// What bash would show for a line whose last word is being completed.
  private func bash(_ command: String, _ words: [String], in directory: TestDirectory) throws -> [String] {
    let script = """
      source "$1"; shift
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
      COMP_POINT=${#COMP_LINE}
      _\(command) "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let file = Repository.path(Shell.bash.file(command))
    let result = try BuiltCommand("/bin/bash", in: directory).run(["-c", script, "bash", file] + words)
    #expect(result.errors == "")
    return result.lines
  }
}
