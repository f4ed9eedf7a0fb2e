public import AgentCore
public import AgentJSON
import AgentSystem

/// What is wrong with a log, found without changing it.
public struct LogCheck: Sendable, Equatable {
  public enum Problem: Sendable, Equatable {
    /// Bytes that are no record, in line `line`, from `offset` in the file.
    case damaged(line: Int, offset: Int, bytes: Int)
    /// Whole records that share a line: the newline between them is missing.
    case fused(line: Int)
    /// Sequence numbers that no record has.
    case missing(from: Int, to: Int)
    /// A number that is not above the one before it.
    case repeated(sequence: Int, line: Int)
    /// A record that says that it is of another session.
    case foreign(session: String, sequence: Int)
    /// The first record is neither `session.created` nor `session.archived`; `sequence` is its number.
    case headless(sequence: Int)
    /// A blob that a record names and that is not there or damaged.
    case missingBlob(String, sequence: Int)
    /// The file is empty.
    case empty

    /// Whether rewriting the log mends it. What should be the first event cannot be put where another has its
    /// number.
    public var isRepairable: Bool {
      switch self {
      case .missingBlob: false
      case .headless(let sequence): sequence > 1
      default: true
      }
    }
  }

  public private(set) var problems: [Problem] = []
  public private(set) var records = 0
  private var lastSequence = 0
  private var lastLine: Int?
  private var session: String?

  /// - Parameter session: the session whose log it is; nil for that of the first record.
  /// - Throws: 78 for a log of a newer format.
  public init(path: String, session: String? = nil, blobs: BlobStore) throws(AgentError) {
    self.session = session
    var reader = try SessionReader(path: path)
    while let record = try reader.next() { add(record, blobs) }
    if records == 0, problems.isEmpty { problems.append(.empty) }
  }

  private mutating func add(_ record: LogRecord, _ blobs: BlobStore) {
    guard let sequence = record.sequence, record.isSound else {
      problems.append(
        .damaged(line: record.number ?? 0, offset: record.offset, bytes: record.bytes.count))
      return
    }
    if let line = record.number, line == lastLine, problems.last != .fused(line: line) {
      problems.append(.fused(line: line))
    }
    lastLine = record.number
    let isFirst = records == 0
    records += 1
    if isFirst, !record.opensLog { problems.append(.headless(sequence: sequence)) }
    if sequence <= lastSequence {
      problems.append(.repeated(sequence: sequence, line: record.number ?? 0))
    } else {
      if sequence > lastSequence + 1, !(isFirst && record.eventType == .sessionArchived) {
        problems.append(.missing(from: lastSequence + 1, to: sequence - 1))
      }
      lastSequence = sequence
    }
    addSession(of: record, sequence)
    for digest in record.blobDigests() where (try? blobs.get(digest)) == nil {
      problems.append(.missingBlob(digest, sequence: sequence))
    }
  }

  /// Told once for each session that the records name.
  private mutating func addSession(of record: LogRecord, _ sequence: Int) {
    let named = record.envelope?.session ?? ""
    if session == nil { session = named }
    if named == session { return }
    let isKnown = problems.contains { if case .foreign(named, _) = $0 { true } else { false } }
    if !isKnown { problems.append(.foreign(session: named, sequence: sequence)) }
  }
}

extension LogCheck.Problem {
  /// One phrase for a person.
  public var text: String {
    switch self {
    case .damaged(let line, let offset, let bytes):
      "line \(line): \(bytes) damaged bytes at byte \(offset)"
    case .fused(let line): "line \(line): more than one event on a line"
    case .missing(let from, let to):
      from == to ? "event \(from) is missing" : "events \(from) to \(to) are missing"
    case .repeated(let sequence, let line): "line \(line): event \(sequence) is out of order"
    case .foreign(let session, let sequence):
      "event \(sequence) and perhaps others are of \(session.isEmpty ? "no session" : "session \(session)")"
    case .headless: "the log does not begin with session.created"
    case .missingBlob(let digest, let sequence): "event \(sequence): blob \(digest) is missing or damaged"
    case .empty: "the log is empty"
    }
  }

  /// For programs: `kind` and its numbers.
  public var json: JSON {
    switch self {
    case .damaged(let line, let offset, let bytes):
      ["kind": "damaged", "line": .int(line), "offset": .int(offset), "bytes": .int(bytes)]
    case .fused(let line): ["kind": "fused", "line": .int(line)]
    case .missing(let from, let to): ["kind": "missing", "from": .int(from), "to": .int(to)]
    case .repeated(let sequence, let line):
      ["kind": "repeated", "seq": .int(sequence), "line": .int(line)]
    case .foreign(let session, let sequence):
      ["kind": "foreign", "session": .string(session), "seq": .int(sequence)]
    case .headless: ["kind": "headless"]
    case .missingBlob(let digest, let sequence):
      ["kind": "missing_blob", "blob": .string(digest), "seq": .int(sequence)]
    case .empty: ["kind": "empty"]
    }
  }
}

extension LogRecord {
  /// Whether a log may begin with it.
  var opensLog: Bool { eventType == .sessionCreated || eventType == .sessionArchived }

  /// The blobs that the record names.
  public func blobDigests() -> [String] {
    // Few records name any; the others are not parsed.
    guard String(decoding: bytes, as: UTF8.self).contains("\"blob\":\""), let value = json() else {
      return []
    }
    return BlobStore.digests(in: value)
  }
}
