public import AgentCore
public import AgentJSON
public import AgentSystem

/// What is to be remembered, as it was given: an entry that may lack its id, time and scope.
public struct MemoryAddition: Sendable, Equatable {
  /// An id of the caller's own.
  public var id: String?
  public var text: String
  public var title: String?
  public var scope: String?
  public var kind: MemoryKind?
  public var source: String?
  public var session: String?
  public var actor: String?
  public var key: String?
  public var supersedes: String?
  public var time: Timestamp?
  public var expires: Timestamp?
  public var isPinned = false
  public var meta: JSONObject?
  /// Of the last part of a document: how many there are now, and what their ids begin with.
  public var document: Document?
  /// Members that only our own export has; nil for everything else.
  public var restored: MemoryEntry?

  public struct Document: Sendable, Equatable {
    let name: String
    let parts: Int
  }

  /// The longest text and the longest of the other members, in bytes.
  public static let textLimit = 256 << 10
  /// What others have stored is taken up to here, so that an import loses nothing.
  public static let importLimit = 1 << 20
  public static let memberLimit = 4 << 10

  public init(text: String) { self.text = text }

  /// Reads `{"text", "id"?, "title"?, "scope"?, "kind"?, "timestamp"?, "source"?, "meta"?, …}`, a `memory`
  /// record, or a `document` record.
  /// - Parameters:
  ///   - now: what a time span counts from.
  ///   - directory: what the path of a document starts from.
  public init(parsing value: JSON, now: Timestamp, directory: String = "/") throws(AgentError) {
    guard let object = value.object else { throw AgentError(.badData, "is no JSON object") }
    guard let text = object["text"]?.string else {
      throw AgentError(.badData, "has no member 'text' that is a string")
    }
    self.text = text
    id = try Self.text("id", object)
    title = try Self.text("title", object)
    scope = try Self.text("scope", object)
    source = try Self.text("source", object)
    session = try Self.text("session", object)
    actor = try Self.text("actor", object)
    // As transcripts call it.
    for name in ["speaker", "role"] where actor == nil && object[name]?.string != nil {
      actor = try Self.text(name, object)
    }
    key = try Self.text("key", object)
    if let name = try Self.text("kind", object) {
      kind = MemoryKind(rawValue: name)
      if kind == nil, object["type"]?.string != "document" { throw Self.unknownKind(name) }
    }
    if let meta = object["meta"], !meta.isNull {
      guard let members = meta.object else { throw AgentError(.badData, "'meta' is no object") }
      self.meta = members
    }
    if let pinned = object["pinned"], !pinned.isNull {
      guard let flag = pinned.bool else { throw AgentError(.badData, "'pinned' is neither true nor false") }
      isPinned = flag
    }
    try readTimes(object, now)
    supersedes = try Self.text("supersedes", object)
    if object["type"]?.string == "document" { readDocument(object, directory) }
    if object["type"]?.string == "memory" {
      if object["created"] != nil, let id { restored = try restoredEntry(object, id) }
    }
  }

  private mutating func readTimes(_ object: JSONObject, _ now: Timestamp) throws(AgentError) {
    if let given = object["timestamp"] ?? object["created"], !given.isNull {
      if let time = MemoryTime.parse(given) {
        self.time = time
      } else {
        // Kept where it can be read, since some write times that no machine understands.
        meta = meta ?? [:]
        meta?["timestamp"] = given
      }
    }
    if let given = object["expires"], !given.isNull {
      guard let text = given.string, let time = MemoryTime.moment(text, now: now) else {
        throw AgentError(.badData, "'expires' is neither a time nor a span")
      }
      expires = time
    }
  }

  /// The id makes adding the same document again change nothing.
  private mutating func readDocument(_ object: JSONObject, _ directory: String) {
    if let place = object["doc"]?.string.flatMap({ Self.place($0, directory) }) {
      let name = place.utf8.count <= 200 ? place : SHA256.hexDigest(Array(place.utf8))
      id = "\(name)#\(object["part"]?.int ?? 0)"
      document = object["parts"]?.int.map { Document(name: name, parts: $0) }
    }
    source = source ?? object["path"]?.string ?? object["url"]?.string ?? object["doc"]?.string
    var kept = meta ?? [:]
    for name in ["doc", "part", "page", "slide", "sheet", "headings"] {
      kept.append(name, ifPresent: object[name])
    }
    meta = kept
  }

  /// Where a document is, whoever asks: two projects have a README each. nil for standard input, which is another
  /// document each time.
  private static func place(_ doc: String, _ directory: String) -> String? {
    if doc == "-" { return nil }
    return doc.contains(bytes: "://") ? doc : Path.absolute(doc, base: directory)
  }

  private func restoredEntry(_ object: JSONObject, _ id: String) throws(AgentError) -> MemoryEntry? {
    guard let time else { return nil }
    var entry = MemoryEntry(id: id, scope: scope ?? MemoryScope.global, text: text, created: time)
    entry.isLatest = object["latest"]?.bool ?? true
    entry.updated = try Self.time("updated", object)
    if entry.updated == entry.created { entry.updated = nil }
    entry.validFrom = try Self.time("valid_from", object)
    entry.validTo = try Self.time("valid_to", object)
    entry.deleted = try Self.time("deleted", object)
    entry.supersedes = supersedes
    entry.supersededBy = try Self.text("superseded_by", object)
    return entry
  }

  private static func time(_ name: String, _ object: JSONObject) throws(AgentError) -> Timestamp? {
    guard let value = object[name], !value.isNull else { return nil }
    guard let time = MemoryTime.parse(value) else { throw AgentError(.badData, "'\(name)' is no time") }
    return time
  }

  private static func text(_ name: String, _ object: JSONObject) throws(AgentError) -> String? {
    guard let value = object[name], !value.isNull else { return nil }
    if let number = value.int, name == "id" { return String(number) }
    guard let text = value.string else { throw AgentError(.badData, "'\(name)' is no string") }
    return text.isEmpty ? nil : text
  }

  public static func unknownKind(_ name: String) -> AgentError {
    AgentError(
      .badData, "unknown kind '\(Terminal.sanitized(String(name.prefix(40))))'",
      hint: "one of \(MemoryKind.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  /// Refuses what is too long or says nothing.
  /// - Parameter isImported: whether it was stored before: then an empty text is no mistake to be told, and a longer
  ///   one is taken.
  public func check(isImported: Bool = false) throws(AgentError) {
    if !isImported, !text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) {
      throw AgentError(.badData, "the text is empty")
    }
    let limit = isImported ? Self.importLimit : Self.textLimit
    if text.utf8.count > limit {
      throw AgentError(
        .tooLarge, "the text is longer than \(limit >> 10) KiB",
        hint: "cut it, as with 'agent-extract --chunk-tokens 400 -j'")
    }
    if let id, id.utf8.count > MemoryID.limit {
      throw AgentError(.badData, "the id is longer than \(MemoryID.limit) bytes")
    }
    for member in [id, title, source, session, actor, key] {
      if let member, member.utf8.count > Self.memberLimit {
        throw AgentError(.tooLarge, "a member is longer than \(Self.memberLimit >> 10) KiB")
      }
    }
    if let meta, JSON.object(meta).byteCount > 64 << 10 {
      throw AgentError(.tooLarge, "'meta' is longer than 64 KiB")
    }
    if let scope { try MemoryScope.check(scope) }
  }
}

/// Times as people and their programs write them.
public enum MemoryTime {
  /// RFC 3339, the same without a zone (then UTC), a date, the predecessor's `20260102T030405.678901`, or
  /// seconds since 1970.
  public static func parse(_ value: JSON) -> Timestamp? {
    if let seconds = value.double, seconds > 0, seconds < 1e11 {
      return Timestamp(milliseconds: Int(seconds * 1000))
    }
    return value.string.flatMap(parse)
  }

  public static func parse(_ text: String) -> Timestamp? {
    if let time = Timestamp(text) ?? Timestamp("\(text)Z") ?? Timestamp("\(text):00Z")
      ?? Timestamp("\(text)T00:00:00Z")
    {
      return time
    }
    let parts = Array(text.utf8)
    guard parts.count >= 15, parts[8] == UInt8(ascii: "T"),
      parts[..<8].allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    func piece(_ range: Range<Int>) -> String { String(decoding: parts[range], as: UTF8.self) }
    let rest = parts.count > 15 ? String(decoding: parts[15...], as: UTF8.self) : ""
    let zone = rest.hasSuffix("Z") ? "" : "Z"
    return Timestamp(
      "\(piece(0..<4))-\(piece(4..<6))-\(piece(6..<8))T\(piece(9..<11)):\(piece(11..<13)):\(piece(13..<15))\(rest)\(zone)"
    )
  }

  /// A time, or a span from now on.
  public static func moment(_ text: String, now: Timestamp) -> Timestamp? {
    parse(text) ?? Duration.parse(text).map { now + $0 }
  }
}
