import AgentCore
import AgentJSON

/// What a turn needs of a log, gathered from its records from the newest back; pure.
struct HistoryScan {
  /// From the newest compaction on, newest first.
  private(set) var records: [LogRecord] = []
  private(set) var damagedCount = 0
  private(set) var lastSequence = 0
  private(set) var lastTurn: Int?
  private(set) var lastTurnIsOver = false
  /// The records of the last turn while it is not known to be over, newest first.
  private(set) var turnRecords: [LogRecord] = []
  /// Newest first.
  private(set) var untaken: [QueuedInput] = []
  private var taken: Set<String> = []
  private var sawCompaction = false
  private var sawTurnStart = false
  private var sawOlderTurn = false

  /// Whether older records can add nothing: a compaction has replaced them as context, and the last turn,
  /// which took what was queued before it, has been seen from its start.
  var isComplete: Bool { sawCompaction && isTurnKnown }

  /// Whether the last turn and the queue are known.
  var isTurnKnown: Bool { sawTurnStart || sawOlderTurn }

  /// The last turn, when it was started and has no terminal event.
  var openTurn: Int? { sawTurnStart && !lastTurnIsOver ? lastTurn : nil }

  mutating func add(_ record: LogRecord) {
    guard let envelope = record.envelope else {
      damagedCount += 1
      return
    }
    if lastSequence == 0 { lastSequence = envelope.sequence ?? 0 }
    if let turn = envelope.turn {
      if lastTurn == nil { lastTurn = turn }
      if turn < lastTurn ?? turn { sawOlderTurn = true }
    }
    if !sawCompaction { records.append(record) }
    if !lastTurnIsOver, !isTurnKnown, envelope.turn == lastTurn, lastTurn != nil {
      turnRecords.append(record)
    }
    switch EventType(rawValue: envelope.type) {
    case .compactionCompleted: sawCompaction = true
    case .turnCompleted, .turnFailed:
      if envelope.turn == lastTurn { lastTurnIsOver = true }
    case .turnStarted:
      if envelope.turn == lastTurn { sawTurnStart = true }
    case .inputTaken:
      if let id = record.json()?["id"]?.string { taken.insert(id) }
    case .inputQueued:
      if let input = record.event().flatMap(QueuedInput.init), !taken.contains(input.id) {
        untaken.append(input)
      }
    default: break
    }
  }
}
