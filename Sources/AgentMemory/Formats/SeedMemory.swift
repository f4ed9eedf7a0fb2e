public import AgentCore
public import AgentJSON
import AgentStore
import AgentSystem

/// The predecessor's `memory.json`: `{type: "memory", settings, messages}`, read and written without loss but
/// for the vectors, which only its own model could use.
public enum SeedMemory {
  public static let fileName = "memory.json"
  /// Where what only it knows of an entry is kept in `meta`.
  static let kept = "seed"
  private static let sizeLimit = 256 << 20

  public static func read(_ path: String) throws(AgentError) -> JSON {
    do {
      return try JSON(parsing: try Files.read(path, limit: sizeLimit))
    } catch let error as SystemError {
      throw AgentError(error)
    } catch {
      throw AgentError(.badData, "is not valid JSON: \(error)", object: path)
    }
  }

  /// The entries, in order. What has no place of its own is kept in `meta`.
  /// - Returns: with them the index of each that cannot be taken, and why.
  static func partition(_ value: JSON, source path: String) throws(AgentError)
    -> (taken: [MemoryAddition], refused: [(index: Int, why: AgentError)])
  {
    guard let entries = value["messages"]?.array else {
      throw AgentError(.badData, "is no memory of the predecessor: it has no 'messages'", object: path)
    }
    var taken: [MemoryAddition] = []
    var refused: [(index: Int, why: AgentError)] = []
    var ids: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      do throws(AgentError) {
        taken.append(try named(entry, &ids))
      } catch {
        refused.append((index, error))
      }
    }
    return (taken, refused)
  }

  /// It gave ids at random and looked for none that was there. The second of a name has one of its own here, the same
  /// each time that the file is read; `meta` keeps what it was called.
  private static func named(_ entry: JSON, _ ids: inout [String: Int]) throws(AgentError) -> MemoryAddition {
    guard var addition = addition(entry) else { throw AgentError(.badData, "has no text") }
    try addition.check(isImported: true)
    if let id = addition.id {
      let count = (ids[id] ?? 0) + 1
      ids[id] = count
      if count > 1 { addition.id = "\(id)~\(count)" }
    }
    return addition
  }

  /// The entries, all of them.
  public static func additions(_ value: JSON, source path: String) throws(AgentError) -> [MemoryAddition] {
    let (taken, refused) = try partition(value, source: path)
    if let (index, why) = refused.first {
      throw AgentError(why.code, why.message, object: "\(path): entry \(index)", hint: why.hint)
    }
    return taken
  }

  /// What of a file can be taken over, and what cannot.
  static func readLeniently(_ path: String) throws(AgentError)
    -> (additions: [MemoryAddition], refused: [String], settings: JSON?)
  {
    let found: (taken: [MemoryAddition], refused: [(index: Int, why: AgentError)])
    let value: JSON
    do throws(AgentError) {
      value = try read(path)
      found = try partition(value, source: path)
    } catch {
      if error.code == .badData { return ([], [error.message], nil) }
      throw error
    }
    return (found.taken, found.refused.map { "entry \($0.index)" }, value["settings"])
  }

  /// One entry; nil where it has no text.
  private static func addition(_ entry: JSON) -> MemoryAddition? {
    guard let object = entry.object, let text = object["content"]?.string else { return nil }
    var addition = MemoryAddition(text: text)
    addition.id = object["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    addition.title = title(object)
    addition.source = object["source"]?.string
    addition.kind = addition.source == MemoryKind.turnSummary.rawValue ? .turnSummary : .note
    addition.time = object["timestamp"].flatMap { MemoryTime.parse($0) }
    addition.session = object["metadata"]?["session_id"]?.string
    addition.meta = [
      kept: .object(JSONObject(object.members.filter { !["content", "embedding"].contains($0.key) }))
    ]
    return addition
  }

  private static func title(_ object: JSONObject) -> String? {
    object["title"]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// One entry as the predecessor spells it: what it gave, or the same shape for ours.
  static func entry(_ entry: MemoryEntry) -> JSON {
    if let given = entry.meta?[kept]?.object {
      var object = JSONObject()
      var hasText = false
      for member in given {
        if member.key == "title", !hasText {
          object.append("content", .string(entry.text))
          hasText = true
        }
        // As it is called now.
        let isRenamed = member.key == "title" && entry.title != title(given)
        object.append(member.key, isRenamed ? .string(entry.title ?? "") : member.value)
      }
      if !hasText { object.append("content", .string(entry.text)) }
      return .object(object)
    }
    let stamp = entry.created.basic
    let local = stamp.hasSuffix("Z") ? String(stamp.dropLast()) + "000" : stamp
    return [
      "type": "memory", "id": .string(entry.id), "content": .string(entry.text),
      "title": .string(entry.title ?? ""), "source": .string(entry.source ?? "manual"),
      "metadata": .object(entry.meta ?? [:]), "timestamp": .string(local),
    ]
  }
}

extension MemoryStore {
  /// Whether nothing has ever been stored, and what the predecessor left not been looked at.
  func awaitsSeed() throws -> Bool {
    try (database.int("SELECT last FROM counter") ?? 0) == 0 && fact("seed_imported") == nil
  }

  /// Takes over what the predecessor left, once: the file stays as it is. What cannot be taken over is told, and does
  /// not keep the rest from it.
  func adoptSeed(_ runtime: RuntimeDirectory) throws {
    if try !awaitsSeed() { return }
    let path = runtime.file(SeedMemory.fileName)
    let found = try SeedMemory.readLeniently(path)
    let (additions, refused, settings) = (found.additions, found.refused, found.settings)
    let left =
      refused.isEmpty
      ? nil
      : "\(path): not imported: \(refused.prefix(20).joined(separator: ", "))"
        + (refused.count > 20 ? " and \(refused.count - 20) more" : "")
    let isOurs = try change { () -> Bool in
      // Another process may have been faster.
      if try !awaitsSeed() { return false }
      _ = try add(additions, scope: MemoryScope.global)
      try setFact("seed_settings", settings.map(\.text))
      try setFact("seed_imported", path)
      try setFact("seed_refused", left)
      return true
    }
    if isOurs { adoptionNotice = left }
  }

  /// The live entries and the settings in the predecessor's shape.
  public func seedDocument() throws -> JSON {
    var messages: [JSON] = []
    try eachEntry(where: "e.latest = 1 AND e.valid_to IS NULL") { messages.append(SeedMemory.entry($0)) }
    let settings = try fact("seed_settings").flatMap { try? JSON(parsing: $0) }
    return ["type": "memory", "settings": settings ?? .object([:]), "messages": .array(messages)]
  }
}
