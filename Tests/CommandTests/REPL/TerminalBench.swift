import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent` at a terminal that tmux plays, and the scripted server that its turns ask.
final class TerminalBench {
  static let isThere = ChildProcess.find("tmux", path: nil) != nil

  let bench: TurnBench
  private let environment: [String: String]

  private var socket: String { bench.directory.path("tmux") }

  /// - Parameter terminal: the value of TERM for `agent`; nil for that of tmux.
  init(
    _ bench: TurnBench, _ arguments: [String] = [], columns: Int = 80, withModel: Bool = true,
    terminal: String? = nil, environment: [String: String] = [:]
  ) throws {
    self.bench = bench
    self.environment = environment.merging(["TERM": "xterm-256color", "SHELL": "/bin/sh"]) { given, _ in given
    }
    // What went by stays on the screen after the end, with the status.
    let script = #"trap : INT; "$@"; echo "status $?"; exec cat"#
    try tmux(
      [
        "-f", "/dev/null", "new-session", "-d", "-x", String(columns), "-y", "40", "/bin/sh", "-c", script,
        "sh",
      ]
        + (terminal.map { ["/usr/bin/env", "TERM=\($0)"] } ?? [])
        + [BuiltCommand("agent", in: bench.directory).executable] + (withModel ? bench.address : [])
        + arguments)
  }

  deinit { _ = try? tmux(["kill-server"]) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let result = try BuiltCommand("/usr/bin/env", in: bench.directory, environment: environment)
      .run(["tmux", "-S", socket] + arguments)
    return result.output
  }

  /// Presses keys: `Enter`, `C-c`, `Tab`.
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// Types a line and presses Enter.
  func enter(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  /// Pastes as a terminal does it, in brackets.
  func paste(_ text: String) throws {
    try tmux(["set-buffer", text])
    try tmux(["paste-buffer", "-p", "-r"])
  }

  func resize(columns: Int) throws { try tmux(["resize-window", "-x", String(columns), "-y", "40"]) }

  /// Writes what the terminal gets into a file, from now on.
  func record(to name: String) throws {
    try tmux(["pipe-pane", "-o", "cat >'\(bench.directory.path(name))'"])
  }

  /// The scrollback and the screen; a line that a terminal has wrapped is one line.
  func lines() throws -> [String] {
    var lines = try tmux(["capture-pane", "-p", "-J", "-S", "-"]).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Waits until the lines are as they should be.
  @discardableResult
  func wait(
    _ comment: String, sourceLocation: SourceLocation = #_sourceLocation,
    until isRight: ([String]) -> Bool
  ) throws -> [String] {
    var last: [String] = []
    for _ in 0..<600 {
      last = try lines()
      if isRight(last) { return last }
      usleep(25_000)
    }
    Issue.record("\(comment): \(last.joined(separator: "\n"))", sourceLocation: sourceLocation)
    return last
  }

  /// Waits until the last line is this one.
  @discardableResult
  func waitForPrompt(_ prompt: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
    try wait("no '\(prompt)'", sourceLocation: sourceLocation) { $0.last == prompt }
  }

  @discardableResult
  func waitFor(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
    try wait("no '\(text)'", sourceLocation: sourceLocation) { $0.contains { $0.contains(text) } }
  }
}
