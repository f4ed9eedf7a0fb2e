public import AgentCore
public import AgentJSON
import AgentSystem

/// The sums that a turn's terminal event tells, taken from the turn's own records.
public struct TurnTotals: Sendable, Equatable {
  /// Tokens by codex's names: `input_tokens`, `cached_input_tokens`, `output_tokens`, …
  public private(set) var usage = JSONObject()
  public private(set) var cost: Double?
  public private(set) var requests = 0
  public private(set) var toolCalls = 0
  public private(set) var denied = 0
  private var first: Timestamp?
  private var last: Timestamp?

  public init() {}

  /// Milliseconds from the first record to the last; 0 when the clock was set back between them.
  public var duration: Int { max(0, (last?.milliseconds ?? 0) - (first?.milliseconds ?? 0)) }

  public mutating func add(_ record: LogRecord) {
    first = first ?? record.time
    last = record.time ?? last
    switch record.eventType {
    case .requestCompleted:
      guard let value = record.json() else { return }
      requests += 1
      for member in value["usage"]?.object ?? [:] {
        guard let count = member.value.int else { continue }
        usage[member.key] = .int((usage[member.key]?.int ?? 0) + count)
      }
      if let spent = value["cost_usd"]?.double { cost = (cost ?? 0) + spent }
    case .itemCompleted:
      if let type = record.json()?["item"]?["type"]?.string, ItemType.calls.contains(type) { toolCalls += 1 }
    case .approvalResolved:
      if record.json()?["decision"]?.string == "denied" { denied += 1 }
    default: break
    }
  }

  public var payload: JSONObject {
    var payload: JSONObject = ["usage": .object(usage)]
    payload.append("cost_usd", ifPresent: cost.map { JSON($0) })
    payload.append("requests", .int(requests))
    payload.append("tool_calls", .int(toolCalls))
    payload.append("denied", .int(denied))
    payload.append("duration_ms", .int(duration))
    return payload
  }

  /// The terminal event of a turn whose process was killed before it could write one.
  public static func killed(_ records: [LogRecord]) -> Event {
    failed(records, AgentError(.killed, "the process was killed during the turn"))
  }

  /// The terminal event of a turn that ends with `error`.
  static func failed(_ records: [LogRecord], _ error: AgentError) -> Event {
    var totals = TurnTotals()
    for record in records { totals.add(record) }
    var payload: JSONObject = ["error": error.payload]
    payload.append(contentsOf: totals.payload)
    payload.append("exit_code", .int(Int(error.exitCode.rawValue)))
    return Event(.turnFailed, payload)
  }
}

/// The types of items, by what they are.
public enum ItemType {
  /// Items that stand for the call of a tool.
  public static let calls: Set<String> = [
    "command_execution", "file_change", "mcp_tool_call", "tool_call", "web_search",
  ]
}
