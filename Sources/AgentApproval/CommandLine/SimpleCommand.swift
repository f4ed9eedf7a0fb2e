/// One word of a command line, as far as it is known before the shell runs.
public struct ShellWord: Sendable, Equatable {
  /// Without its quotes; what is only known when the shell runs stands as it was written.
  public var text: String
  /// Whether the word is exactly that text, and one word, whatever the shell has in its variables and the
  /// directory has in files.
  public var isLiteral: Bool
  /// The text as a pattern: `*`, `?` and `[` that stood in quotes are escaped.
  var pattern: [UInt8]

  init(text: String, isLiteral: Bool = true, pattern: [UInt8]? = nil) {
    self.text = text
    self.isLiteral = isLiteral
    self.pattern = pattern ?? Array(text.utf8)
  }
}

/// A program with its arguments: what a command line comes down to.
public struct SimpleCommand: Sendable, Equatable {
  public struct Redirection: Sendable, Equatable {
    /// `>`, `>>`, `<` or `<>`.
    public var operation: String
    public var target: ShellWord
  }

  /// `NAME=value` before the command, or alone.
  public var assignments: [ShellWord] = []
  public var words: [ShellWord] = []
  /// Files that it reads or writes by the shell: /dev/null and the streams it has already are none.
  public var redirections: [Redirection] = []
  /// Whether all that it does is to run another, which is listed too: `nice`, `timeout 5`.
  public var isWrapper = false

  var isEmpty: Bool { assignments.isEmpty && words.isEmpty && redirections.isEmpty }
}
