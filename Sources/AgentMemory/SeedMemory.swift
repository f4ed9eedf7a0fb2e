public import AgentCore
public import AgentJSON
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
  public static func additions(_ value: JSON, source path: String) throws(AgentError) -> [MemoryAddition] {
    guard let entries = value["messages"]?.array else {
      throw AgentError(.badData, "is no memory of the predecessor: it has no 'messages'", object: path)
    }
    var additions: [MemoryAddition] = []
    for (index, entry) in entries.enumerated() {
      guard let object = entry.object, let text = object["content"]?.string else {
        throw AgentError(.badData, "entry \(index) has no text", object: path)
      }
      var addition = MemoryAddition(text: text)
      addition.id = object["id"]?.string
      addition.title = object["title"]?.string.flatMap { $0.isEmpty ? nil : $0 }
      addition.source = object["source"]?.string
      addition.kind = addition.source == MemoryKind.turnSummary.rawValue ? .turnSummary : .note
      addition.time = object["timestamp"].flatMap { MemoryTime.parse($0) }
      addition.session = object["metadata"]?["session_id"]?.string
      addition.meta = [
        kept: .object(JSONObject(object.members.filter { !["content", "embedding"].contains($0.key) }))
      ]
      additions.append(addition)
    }
    return additions
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
        object.append(member.key, member.value)
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
  /// Takes over what the predecessor left, once: the file stays as it is.
  func adoptSeed(_ runtime: RuntimeDirectory) throws {
    let path = runtime.file(SeedMemory.fileName)
    guard Files.exists(path) else { return }
    let value = try SeedMemory.read(path)
    let additions = try SeedMemory.additions(value, source: path)
    _ = try change {
      for addition in additions { try addition.check() }
      _ = try add(additions, scope: MemoryScope.global)
      try setFact("seed_settings", value["settings"].map(\.text))
      try setFact("seed_imported", path)
    }
  }

  /// The live entries and the settings in the predecessor's shape.
  public func seedDocument() throws -> JSON {
    var messages: [JSON] = []
    try eachEntry(where: "e.latest = 1 AND e.valid_to IS NULL") { messages.append(SeedMemory.entry($0)) }
    let settings = try fact("seed_settings").flatMap { try? JSON(parsing: $0) }
    return ["type": "memory", "settings": settings ?? .object([:]), "messages": .array(messages)]
  }
}
