/// The commands that a line of bash runs, and whether these are certainly all. Pure.
///
/// `git status && rm -rf /` is two commands, and so is `git status $(rm -rf /)`. A command that a known program
/// is told to run (`timeout 5 make`, `xargs rm`, `bash -c '…'`) is one more.
public struct CommandLine: Sendable, Equatable {
  public private(set) var commands: [SimpleCommand] = []
  /// What was not understood, in a phrase; nil when the commands are all that the line runs.
  public private(set) var misunderstood: String?

  /// Longer lines are programs, not commands, and are not looked into.
  static let sizeLimit = 64 << 10

  public init(_ text: String) { self.init(text, depth: 0) }

  init(_ text: String, depth: Int) {
    guard text.utf8.count <= Self.sizeLimit else {
      misunderstood = "longer than \(Self.sizeLimit) bytes"
      return
    }
    if depth > 4 {
      misunderstood = "command lines nested too deeply"
      return
    }
    // The system ends a line at its first NUL.
    let bytes = Array(text.utf8.prefix { $0 != 0 })
    if bytes.count < text.utf8.count { misunderstood = "what stands behind a NUL byte" }
    var parser = ShellParser(bytes)
    do throws(ShellParser.Misunderstood) {
      try parser.parse()
    } catch {
      note(error.reason)
    }
    for command in parser.commands { take(command, depth) }
    if commands.isEmpty, misunderstood == nil { misunderstood = "no command" }
  }

  /// Keeps a command, and those that it is told to run.
  private mutating func take(_ command: SimpleCommand, _ depth: Int) {
    if depth > 16 { return note("commands nested too deeply") }
    guard let name = command.words.first else {
      commands.append(command)
      return
    }
    if !name.isLiteral || name.text.isEmpty { note("the name of a command is only known when it runs") }
    var command = command
    switch CommandWrapper.inner(of: command) {
    case .none:
      if CommandWrapper.evaluatesNames(command) { note("what '\(name.text)' evaluates") }
      commands.append(command)
    case .command(let inner, let isTransparent):
      command.isWrapper = isTransparent
      commands.append(command)
      take(inner, depth + 1)
    case .lines(let lines):
      commands.append(command)
      for line in lines {
        let line = CommandLine(line, depth: depth + 1)
        commands += line.commands
        if let reason = line.misunderstood { note(reason) }
      }
    case .unknown(let reason):
      commands.append(command)
      note(reason)
    }
  }

  private mutating func note(_ reason: String) { misunderstood = misunderstood ?? reason }
}
