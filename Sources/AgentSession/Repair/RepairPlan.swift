import AgentCore

/// What a mended log consists of, found from the records of a damaged one; pure.
///
/// Records that stand in the wrong order are put right. Of two with one number the session's own is kept, or the
/// first of its own.
struct RepairPlan {
  enum Step {
    case keep(LogRecord)
    /// A creation in the place of one that is lost.
    case create(Int)
    /// A `session.repaired` in the place of a record that is lost, with the bytes that were dropped there.
    case tellLoss(Int, bytes: Int)
  }

  private let session: String
  private var kept: [Int: LogRecord] = [:]
  /// Bytes that are no record, each with the highest number before them.
  private var dropped: [(after: Int, bytes: Int)] = []
  private var highest = 0

  init(session: String) { self.session = session }

  private func isOwn(_ record: LogRecord) -> Bool { record.envelope?.session == session }

  mutating func add(_ record: LogRecord) {
    guard let sequence = record.sequence, record.isSound, sequence > 0 else {
      dropped.append((highest, record.bytes.count))
      return
    }
    if let first = kept[sequence] {
      let isBetter = isOwn(record) && !isOwn(first)
      if isBetter { kept[sequence] = record }
      if first.bytes != record.bytes { dropped.append((highest, (isBetter ? first : record).bytes.count)) }
      return
    }
    kept[sequence] = record
    highest = max(highest, sequence)
  }

  private var records: [LogRecord] { kept.sorted { $0.key < $1.key }.map(\.value) }

  /// The numbers that no record has.
  var gaps: [Range<Int>] {
    var gaps: [Range<Int>] = []
    var next = 1
    for record in records {
      guard let sequence = record.sequence else { continue }
      let isBeginning = record.eventType == .sessionArchived && next == 1
      if sequence > next, !isBeginning { gaps.append(next..<sequence) }
      next = sequence + 1
    }
    return gaps
  }

  var steps: [Step] {
    let records = records
    var steps: [Step] = []
    var dropped = dropped[...]
    var next = 1
    func lost(before sequence: Int) -> Int {
      var bytes = 0
      while let first = dropped.first, first.after < sequence {
        bytes += first.bytes
        dropped.removeFirst()
      }
      return bytes
    }
    for record in records {
      guard let sequence = record.sequence else { continue }
      if steps.isEmpty, record.eventType == .sessionArchived { next = sequence }
      while next < sequence {
        steps.append(next == 1 ? .create(1) : .tellLoss(next, bytes: lost(before: sequence)))
        next += 1
      }
      steps.append(.keep(record))
      next = sequence + 1
    }
    if steps.isEmpty {
      steps.append(.create(1))
      next = 2
    }
    let rest = lost(before: Int.max)
    if rest > 0 { steps.append(.tellLoss(next, bytes: rest)) }
    return steps
  }
}
