import AgentApproval
public import AgentCore
import AgentJSON
public import AgentSystem
import Glibc

/// Asks the person at the terminal: the question on standard error, the answer from standard input.
public struct TerminalApprover: Approver {
  private let cancellation: Cancellation

  /// Most characters of a call that are shown; the rest is counted.
  private static let shown = 16 << 10

  public init(_ cancellation: Cancellation) { self.cancellation = cancellation }

  public var source: ApprovalDecision.Source { .terminal }

  public func answer(_ question: ApprovalQuestion) throws(AgentError) -> ApprovalAnswer {
    try say(Self.text(question))
    // What was typed before there was a question is no answer to it.
    tcflush(0, TCIFLUSH)
    while true {
      try say("Allow it? [y]es, [n]o, [a]lways, [q]uit: ")
      guard let line = try readLine() else {
        try say("\n")
        return .nobody
      }
      switch line.lowercased() {
      case "y", "yes": return .allow
      case "n", "no": return .deny(reason: "it was denied at the terminal")
      case "a", "always": return .always
      case "q", "quit": return .quit
      default: continue
      }
    }
  }

  /// The call, whole where it can be, with nothing in it that a terminal would obey.
  static func text(_ question: ApprovalQuestion) -> String {
    let call = question.call
    // Of a shell the line is the call; of any other tool every argument is.
    let line = call.commandLine == nil ? nil : call.arguments["command"]?.string
    let details = line ?? call.arguments.prettyText
    let characters = Array(details)
    var body = Terminal.sanitized(String(characters.prefix(shown)))
      .split(separator: "\n", omittingEmptySubsequences: false).map { "  | \($0)" }.joined(separator: "\n")
    if characters.count > shown { body += "\n  | [… \(characters.count - shown) more characters …]" }
    return "\n\(Terminal.sanitized(call.tool)) wants to run (\(question.reason)):\n\(body)\n"
  }

  private func say(_ text: String) throws(AgentError) {
    do throws(SystemError) {
      try IO.writeAll(2, Array(text.utf8), to: "standard error")
    } catch {
      throw AgentError(error)
    }
  }

  /// A line without its end; nil at the end of the input.
  private func readLine() throws(AgentError) -> String? {
    var line: [UInt8] = []
    while true {
      if let reason = cancellation.reason { throw AgentError(reason) }
      if IO.poll(0, for: POLLIN, timeout: 100) == 0 { continue }
      let bytes: [UInt8]
      do throws(SystemError) {
        bytes = try IO.read(0, upTo: 1024, of: "standard input")
      } catch {
        throw AgentError(error)
      }
      if bytes.isEmpty { return nil }
      line += bytes
      if let end = line.firstIndex(of: 0x0a) {
        return String(decoding: line[..<end], as: UTF8.self).trimmed
      }
      if line.count > 4096 { line = [] }
    }
  }
}
