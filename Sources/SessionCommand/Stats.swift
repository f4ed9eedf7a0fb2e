import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session stats`
struct Stats: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count turns, tokens, costs and calls of tools",
    discussion: """
      Days are those of UTC. What a fork has of another session counts there; what was
      archived is not counted.

      Examples:
        agent-session stats --since 30d
        agent-session stats --by day --format json
      """)

  @Option(help: ArgumentHelp("A line for each day, model or session.", valueName: "key"))
  var by: Key?

  @Option(help: ArgumentHelp("Only what happened since: a time, or a span as in 7d.", valueName: "when"))
  var since: String?

  @Option(help: ArgumentHelp("Only what happened before: a time or a span.", valueName: "when"))
  var until: String?

  @OptionGroup var common: CommonOptions

  enum Key: String, ExpressibleByArgument, CaseIterable { case day, model, session }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let store = context.sessions
    var count = UsageCount(
      by: by.flatMap { UsageKey(rawValue: $0.rawValue) },
      since: try since.map { text throws(AgentError) in try context.past(text, "--since") },
      until: try until.map { text throws(AgentError) in try context.past(text, "--until") })
    let found = try store.logs()
    var failures = found.unreadable
    for (id, _) in found.logs {
      do throws(AgentError) {
        try count.add(id, from: store)
      } catch {
        if error.code != .sessionMissing { failures.append(store.withAdvice(error, on: id)) }
      }
    }
    let sink = RecordSink(format, context.output)
    if format == .text {
      try printText(count.sums, context)
      try context.output.flush()
    } else {
      for (name, sum) in Self.ordered(count.sums, by) { try sink.add(record(name, sum)) }
    }
    var results = OperandResults(
      count: found.logs.count + failures.count + 1, in: context, to: sink)
    for failure in failures { try results.add(failure) }
    try results.finish()
    return results.status
  }

  /// In the order of days and ids; without a key the one sum, of nothing where nothing has happened.
  private static func ordered(_ sums: [String: SessionUsage], _ key: Key?) -> [(String, SessionUsage)] {
    if key == nil { return [("", sums[""] ?? SessionUsage())] }
    return sums.sorted { $0.key < $1.key }
  }

  private func record(_ name: String, _ sum: SessionUsage) -> JSON {
    var record: JSONObject = ["type": "session.stats", "v": 1]
    // Turns of which no log says the model have none.
    if let by { record.append(by.rawValue, name.isEmpty ? .null : .string(name)) }
    record.append(contentsOf: sum.members)
    return .object(record)
  }

  private func printText(_ sums: [String: SessionUsage], _ context: CommandContext) throws {
    guard let by else {
      let sum = sums[""] ?? SessionUsage()
      for (name, value) in zip(Self.columns, Self.cells(sum)) {
        try context.output.text("\(name): \(value)\n")
      }
      for (title, counts) in [("models", sum.models), ("tools", sum.tools)] where !counts.isEmpty {
        let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let text = ordered.map { "\($0.key.isEmpty ? "unknown" : Terminal.line($0.key)) \($0.value)" }
        try context.output.text("\(title): \(text.joined(separator: ", "))\n")
      }
      return
    }
    let rows = Self.ordered(sums, by).map { name, sum in
      [name.isEmpty ? "unknown" : Terminal.line(name)] + Self.cells(sum)
    }
    if rows.isEmpty { return }
    for line in aligned([[by.rawValue] + Self.columns] + rows) {
      try context.output.text(line.trimmedEnd + "\n")
    }
  }

  private static let columns = [
    "sessions", "turns", "failed", "requests", "input", "cached", "output", "calls", "cost", "time",
  ]

  private static func cells(_ sum: SessionUsage) -> [String] {
    let tokens = ["input_tokens", "cached_input_tokens", "output_tokens"].map { sum.tokens[$0] ?? 0 }
    let cost = sum.cost.map { "$\(JSON(($0 * 10_000).rounded() / 10_000).text)" } ?? "-"
    let counts = [sum.sessions.count, sum.turns, sum.failed, sum.requests] + tokens + [sum.toolCalls]
    return counts.map(String.init) + [cost, "\(sum.duration / 1000)s"]
  }
}
