import AgentCore
import AgentJSON

/// What a turn needs of a log, gathered from its records from the newest back; pure.
struct HistoryScan {
  /// From the newest compaction on, newest first.
  private(set) var records: [LogRecord] = []
  /// Which records are kept in ``records``.
  private let isWanted: (EventType) -> Bool
  /// How the newest turn that is over ended.
  private(set) var lastEnding: EventType?
  private(set) var damagedCount = 0
  private(set) var lastSequence = 0
  private(set) var lastTurn: Int?
  private(set) var lastTurnIsOver = false
  /// The records of the last turn while it is not known to be over, newest first.
  private(set) var turnRecords: [LogRecord] = []
  /// Newest first.
  private(set) var untaken: [QueuedInput] = []
  private var taken: Set<String> = []
  /// Taken, and their `input.queued` not seen yet.
  private var missing: Set<String> = []
  private var sawCompaction = false
  private var sawTurnStart = false
  private var sawOlderTurn = false

  /// Whether older records can add nothing: a compaction has replaced them as context, and the last turn,
  /// which took what was queued before it, has been seen from its start.
  var isComplete: Bool { sawCompaction && isTurnKnown }

  /// Whether what has been seen begins at the beginning of a turn, with all that its turns took.
  var isAtTurnStart: Bool { isTurnKnown && missing.isEmpty && newestIsTurnStart }
  private var newestIsTurnStart = false

  /// Whether the last turn and the queue are known.
  var isTurnKnown: Bool { sawTurnStart || sawOlderTurn }

  /// The last turn, when it was started and has no terminal event.
  var openTurn: Int? { sawTurnStart && !lastTurnIsOver ? lastTurn : nil }

  init(keeping isWanted: @escaping (EventType) -> Bool = { _ in true }) { self.isWanted = isWanted }

  /// The records from the oldest on; the scan keeps none of them.
  mutating func takeRecords() -> [LogRecord] {
    var taken: [LogRecord] = []
    swap(&taken, &records)
    taken.reverse()
    return taken
  }

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
    if !sawCompaction, record.eventType.map(isWanted) ?? false { records.append(record) }
    if !lastTurnIsOver, !isTurnKnown, envelope.turn == lastTurn, lastTurn != nil {
      turnRecords.append(record)
    }
    newestIsTurnStart = record.eventType == .turnStarted
    switch record.eventType {
    case .compactionCompleted: sawCompaction = true
    case .sessionArchived:
      // Turns may all have gone; the next is still not the first.
      lastTurn = lastTurn ?? record.json()?["turns"]?.int
      sawOlderTurn = true
    case .turnCompleted, .turnFailed:
      lastEnding = lastEnding ?? record.eventType
      if envelope.turn == lastTurn { lastTurnIsOver = true }
    case .turnStarted:
      if envelope.turn == lastTurn { sawTurnStart = true }
    case .inputTaken:
      if let id = record.json()?["id"]?.string, taken.insert(id).inserted { missing.insert(id) }
    case .inputQueued:
      guard let input = record.event().flatMap(QueuedInput.init) else { break }
      if !taken.contains(input.id) { untaken.append(input) }
      missing.remove(input.id)
    default: break
    }
  }
}
