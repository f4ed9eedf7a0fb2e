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

  @Test(arguments: try Repository.commands(), Shell.allCases.filter { isInstalled($0.rawValue) })
  func areSound(command: String, shell: Shell) throws {
    let check = try BuiltCommand("/usr/bin/env", in: TestDirectory())
      .run(shell.rawValue, "-n", Repository.path(shell.file(command)))
    #expect(check.status == 0 && check.errors == "")
  }

  /// No completion is left over from a command that is gone.
  @Test(arguments: Shell.allCases)
  func areOfCommandsThatExist(shell: Shell) throws {
    let files = try Repository.commands().map(shell.file)
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
    for verb in try CommandTree(of: command).verbs {
      let line = "\(command) \(verb.name)\(verb.name.isEmpty ? "" : " ")-"
      let script = Repository.path(Shell.fish.file(command))
      let result = try BuiltCommand("/usr/bin/env", in: TestDirectory())
        .run("fish", "--no-config", "-c", "source '\(script)'; complete -C '\(line)'")
      let offered = result.lines.map { String($0.prefix { $0 != "\t" }) }
      #expect(Set(offered) == verb.options, "\(line)")
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
