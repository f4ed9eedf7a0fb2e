import AgentSystem

/// The pattern of a rule for commands: words with `*`, `?` and `[…]`, such as `git log*`. Pure.
///
/// It is spelled as a shell would take it: what stands in quotes means itself. Each word is for one word of the
/// command; where the last ends in `*`, any further words may follow. Assignments and redirections to files
/// must stand in the pattern too, since they change what a command does.
struct CommandPattern: Sendable, Equatable {
  private let assignments: [Glob]
  private let words: [Glob]
  private let redirections: [Redirection]
  /// Whether further words may follow.
  private let isOpen: Bool

  private struct Redirection: Sendable, Equatable {
    let operation: String
    let target: Glob
  }

  /// How sure a match must be.
  enum Certainty {
    /// It fits whatever the shell makes of it: to allow.
    case surely
    /// It might fit: to deny or to ask.
    case possibly
  }

  /// - Throws: a phrase that says why it is no pattern.
  init(_ text: String) throws(ShellParser.Misunderstood) {
    var parser = ShellParser(Array(text.utf8), isPattern: true)
    try parser.parse()
    guard parser.commands.count == 1, let command = parser.commands.first else {
      throw ShellParser.Misunderstood("it must be one command")
    }
    var words = command.words.map(\.pattern)
    var isOpen = false
    if let last = words.last, last.last == UInt8(ascii: "*"), last.dropLast().last != UInt8(ascii: "\\") {
      isOpen = true
      // Alone it stands for no words, too.
      if last.count == 1 { words.removeLast() }
    }
    self.isOpen = isOpen
    func glob(_ pattern: [UInt8]) -> Glob { Glob(pattern, crossesSlashes: true) }
    self.words = words.map(glob)
    assignments = command.assignments.map { glob($0.pattern) }
    redirections = command.redirections.map { redirection in
      Redirection(operation: redirection.operation, target: glob(redirection.target.pattern))
    }
  }

  func matches(_ command: SimpleCommand, _ certainty: Certainty) -> Bool {
    switch certainty {
    case .surely:
      fits(command.words) && fits(command.assignments, assignments)
        && command.redirections.count == redirections.count
        && zip(command.redirections, redirections).allSatisfy(Self.fits)
    case .possibly:
      (mightFit(command.words) || mightFit(Self.withoutDirectory(command.words)))
        && redirections.allSatisfy { wanted in
          command.redirections.contains {
            $0.operation == wanted.operation
              && (!$0.target.isLiteral || wanted.target.matches($0.target.text.utf8))
          }
        }
    }
  }

  private static func fits(_ redirection: SimpleCommand.Redirection, _ wanted: Redirection) -> Bool {
    redirection.operation == wanted.operation && fits(redirection.target, wanted.target)
  }

  private static func fits(_ word: ShellWord, _ glob: Glob) -> Bool {
    word.isLiteral && glob.matches(word.text.utf8)
  }

  private func fits(_ words: [ShellWord], _ globs: [Glob]) -> Bool {
    words.count == globs.count && zip(words, globs).allSatisfy { Self.fits($0, $1) }
  }

  private func fits(_ words: [ShellWord]) -> Bool {
    guard isOpen ? words.count >= self.words.count : words.count == self.words.count else { return false }
    // A command always has a name; what has none is an assignment or a redirection alone.
    if words.isEmpty, isOpen { return false }
    return zip(words, self.words).allSatisfy { Self.fits($0, $1) }
  }

  private func mightFit(_ words: [ShellWord]) -> Bool {
    for (index, (word, glob)) in zip(words, self.words).enumerated() {
      // It may become any words, or none. What only the name could be is not understood, and asked for that.
      if !word.isLiteral { return index > 0 }
      if !glob.matches(word.text.utf8) { return false }
    }
    if words.count < self.words.count { return false }
    return isOpen
      ? !words.isEmpty
      : words.count == self.words.count
        || words.dropFirst(self.words.count).allSatisfy { !$0.isLiteral }
  }

  /// The words of `/bin/rm -r x` as those of `rm -r x`.
  private static func withoutDirectory(_ words: [ShellWord]) -> [ShellWord] {
    guard let name = words.first, name.isLiteral else { return words }
    return [ShellWord(text: Path.name(name.text))] + words.dropFirst()
  }
}
