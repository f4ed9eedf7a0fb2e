public import AgentCore

/// What a turn needs of a session, read from the end of its log back to the newest compaction.
public struct SessionHistory: Sendable {
  /// The sound records from the newest `compaction.completed` (or the beginning) to the end, oldest first.
  public let records: [LogRecord]
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

  public init(_ id: String, in store: SessionStore) throws(AgentError) {
    try self.init(path: store.path(id))
  }

  public init(path: String) throws(AgentError) {
    var reader = try ReverseReader(path: path)
    var scan = HistoryScan()
    while !scan.isComplete, let record = try reader.next() { scan.add(record) }
    records = scan.records.reversed()
    damagedCount = scan.damagedCount
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
