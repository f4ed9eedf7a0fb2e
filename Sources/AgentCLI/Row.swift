public import AgentCore
public import AgentJSON
import AgentSystem

/// One thing that a verb prints: a record for programs and a line for people.
public struct Row: Sendable {
  public let record: JSONObject
  public let text: String

  /// - Parameter type: the record's type; the members of `record` follow it.
  public init(_ type: String, _ members: JSONObject, text: String) {
    var record: JSONObject = ["type": .string(type), "v": 1]
    record.append(contentsOf: members)
    self.record = record
    self.text = text
  }
}

extension CommandContext {
  /// Prints rows as lines of text, one array, or one object a line.
  public func print(_ rows: [Row], as format: OutputFormat) throws(AgentError) {
    switch format {
    case .json: try output.record(.array(rows.map { .object($0.record) }))
    case .ndjson: for row in rows { try output.record(.object(row.record)) }
    default: for row in rows { try output.text(row.text + "\n") }
    }
  }

  /// Prints records in a machine format: one array, or one a line.
  public func print(records: [JSON], as format: OutputFormat) throws(AgentError) {
    if format == .json {
      try output.record(.array(records))
    } else {
      for record in records { try output.record(record) }
    }
  }

  /// Prints the one thing that a verb has to tell.
  public func print(_ row: Row, as format: OutputFormat) throws(AgentError) {
    if format.isMachine { try output.record(.object(row.record)) } else { try output.text(row.text + "\n") }
  }

  /// The settings in force here.
  public func configuration(options: JSONObject = [:], profile: String? = nil) throws(AgentError)
    -> Configuration
  {
    let configuration = try Configuration.load(
      runtime: runtime, environment: environment, options: options, profile: profile,
      workspace: workingDirectory)
    for notice in configuration.notices { diagnostics.note(notice) }
    return configuration
  }
}

/// A text as one line for people, cut where it is longer than `limit` characters.
public func oneLine(_ text: String, limit: Int = 80) -> String {
  let words = Terminal.sanitized(String(text.prefix(limit * 2))).split(whereSeparator: \.isWhitespace)
  let line = words.joined(separator: " ")
  return line.count > limit ? String(line.prefix(limit - 1)) + "…" : line
}

/// Columns for people: every cell but the last padded to the widest of its column.
public func aligned(_ rows: [[String]]) -> [String] {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in
    rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
  }
  return rows.map { row in
    row.enumerated().map { column, cell in
      column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
    }.joined(separator: "  ")
  }
}
