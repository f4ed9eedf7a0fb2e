public import AgentCore

/// What a turn needs of a session, read from the end of its log back to the newest compaction, or as far as
/// its context can reach.
public struct SessionHistory: Sendable {
  /// The sound records of the wanted types from the newest `compaction.completed`, the beginning of a turn or of the log to the
  /// end, oldest first.
  public let records: [LogRecord]
  /// How the newest turn that is over ended; nil when none is.
  public let lastEnding: EventType?
  /// Turns before ``records`` that were not read; 0 when a compaction or the whole log was.
  public let unreadTurns: Int
  /// Damaged records among those that were read.
  public let damagedCount: Int
  public let lastSequence: Int
  /// The ordinal of the newest turn; 0 when there was none.
  public let lastTurn: Int
  /// The newest turn when it has no terminal event: it runs, or its process was killed.
  public let openTurn: OpenTurn?
  /// Queued and not taken, oldest first. A turn appends `turn.started` and the `input.taken` of what it
  /// opens with in one call, so none older than the last turn's start is left behind.
  public let untakenInputs: [QueuedInput]

  public struct OpenTurn: Sendable {
    public let turn: Int
    /// The turn's records, oldest first, from `turn.started`.
    public let records: [LogRecord]
  }

  /// - Parameters:
  ///   - window: once so many bytes have been read, no turn before the present one is; nil for all.
  ///   - isWanted: for which types of events ``records`` has the records.
  public init(
    _ id: String, in store: SessionStore, window: Int? = nil,
    keeping isWanted: @escaping (EventType) -> Bool = { _ in true }
  ) throws(AgentError) {
    try self.init(path: store.path(id), window: window, keeping: isWanted)
  }

  public init(
    path: String, window: Int? = nil, keeping isWanted: @escaping (EventType) -> Bool = { _ in true }
  ) throws(AgentError) {
    var reader = try ReverseReader(path: path)
    var scan = HistoryScan(keeping: isWanted)
    var bytes = 0
    var oldestTurn = 1
    while !scan.isComplete, let record = try reader.next() {
      scan.add(record)
      bytes += record.bytes.count
      if let window, bytes >= window, scan.isAtTurnStart {
        oldestTurn = record.turn ?? 1
        break
      }
    }
    records = scan.takeRecords()
    unreadTurns = max(0, oldestTurn - 1)
    damagedCount = scan.damagedCount
    lastEnding = scan.lastEnding
    lastSequence = scan.lastSequence
    lastTurn = scan.lastTurn ?? 0
    openTurn = Self.openTurn(scan)
    untakenInputs = scan.untaken.reversed()
  }

  /// The input that no turn has taken, oldest first.
  static func untakenInputs(in reader: consuming ReverseReader) throws(AgentError) -> [QueuedInput] {
    var scan = HistoryScan()
    while !scan.isTurnKnown, let record = try reader.next() { scan.add(record) }
    return scan.untaken.reversed()
  }

  /// The newest turn if it has no terminal event; reads no further than to the end of that turn.
  static func openTurn(in reader: consuming ReverseReader) throws(AgentError) -> OpenTurn? {
    var scan = HistoryScan()
    while !scan.isTurnKnown, !scan.lastTurnIsOver, let record = try reader.next() { scan.add(record) }
    return openTurn(scan)
  }

  private static func openTurn(_ scan: HistoryScan) -> OpenTurn? {
    scan.openTurn.map { OpenTurn(turn: $0, records: scan.turnRecords.reversed()) }
  }
}
