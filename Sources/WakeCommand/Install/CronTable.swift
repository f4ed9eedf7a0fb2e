import AgentCLI
import AgentCore

/// The line of a crontab(5) that calls us each minute, and a table with it and without it.
struct CronTable {
  /// What the line ends with, by which it is found again. Each runtime directory has its own.
  static func mark(_ runtime: String) -> String { "# agent-wake \(runtime)" }

  /// - Parameter path: where the turn's tools are looked for, since cron's own is bare.
  static func line(program: String, runtime: String, path: String) throws(AgentError) -> String {
    for text in [program, runtime, path] where text.utf8.contains(where: { $0 < 0x20 }) {
      throw AgentError(.usage, "has control characters", object: text)
    }
    let command =
      "PATH=\(ShellWord.quoted(path)) \(ShellWord.quoted(program)) run --jobs 4 --runtime-dir "
      + "\(ShellWord.quoted(runtime)) -q >/dev/null \(mark(runtime))"
    return "* * * * * \(escaped(command))"
  }

  /// To cron, a percent sign is the end of the command.
  private static func escaped(_ command: String) -> String {
    var bytes: [UInt8] = []
    for byte in command.utf8 { bytes += byte == UInt8(ascii: "%") ? [0x5c, byte] : [byte] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The table without our lines; with `line` behind them where there is one.
  static func replacing(_ table: String, of runtime: String, with line: String?) -> String {
    let mark = escaped(mark(runtime)).utf8
    var lines = table.utf8.split(separator: 0x0a, omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    lines.removeAll { $0.utf8.count > mark.count && $0.utf8.suffix(mark.count).elementsEqual(mark) }
    if let line { lines.append(line) }
    return lines.map { $0 + "\n" }.joined()
  }
}
