import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// `status --follow`: a line whenever it is another one.
struct StatusFollow {
  let context: CommandContext
  /// What tells of a session now, in the format that is asked for; of none where there is none.
  let line: () throws(AgentError) -> String

  /// Milliseconds after which it is looked again although nothing was written: a process that was killed says
  /// nothing.
  private static let patience = 5000

  /// Until its reader has gone.
  func run() throws(AgentError) -> Never {
    try context.runtime.prepare(.sessions, .live, .locks)
    let watch = DirectoryWatch([
      context.runtime.folder(.sessions), context.runtime.folder(.live), context.runtime.folder(.locks),
    ])
    var last: String?
    while true {
      let now = try line()
      if now != last {
        try context.output.text(now + "\n")
        try context.output.flush()
      }
      last = now
      if !watch.wait(until: .after(milliseconds: Self.patience), output: 1) {
        throw AgentError(.outputClosed, "standard output was closed by its reader")
      }
    }
  }
}
