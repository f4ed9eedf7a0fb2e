import AgentCore
import AgentREPL
import AgentSystem
import Glibc

/// `repl_history` in the runtime directory: what was entered, for the arrow keys. Losing it loses nothing, so its
/// failures are nobody's business.
struct LineHistory {
  private let runtime: RuntimeDirectory
  private let path: String
  private var last: String?

  /// Above this size the file is written anew with the entries that count.
  private static let largest = 1 << 20

  init(_ runtime: RuntimeDirectory) {
    self.runtime = runtime
    path = runtime.file("repl_history")
  }

  /// The entries there are, oldest first.
  mutating func load() -> [String] {
    let bytes = (try? Files.readIfPresent(path, limit: 16 * Self.largest)) ?? nil
    let entries = HistoryText.entries(bytes ?? [])
    if let bytes, bytes.count > Self.largest {
      let lines = entries.compactMap(HistoryText.line).map { $0 + "\n" }.joined()
      try? Files.replace(path, with: Array(lines.utf8))
    }
    last = entries.last
    return entries
  }

  /// - Returns: whether the entry is kept.
  mutating func add(_ entry: String) -> Bool {
    guard entry != last, let line = HistoryText.line(entry) else { return false }
    last = entry
    guard (try? runtime.prepare()) != nil,
      let file = try? Descriptor(opening: path, O_WRONLY | O_APPEND | O_CREAT, mode: 0o600)
    else { return true }
    try? IO.writeAll(file.raw, Array((line + "\n").utf8))
    return true
  }
}
