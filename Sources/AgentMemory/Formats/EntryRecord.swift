public import AgentJSON
import AgentSystem

extension MemoryEntry {
  /// The `memory` record: what `export` writes and `import` reads back without loss.
  public func record(with more: JSONObject = [:]) -> JSONObject {
    var object: JSONObject = ["type": "memory", "v": 1, "id": .string(id), "text": .string(text)]
    object.append("title", ifPresent: title.map(JSON.string))
    object.append("scope", .string(scope))
    object.append("kind", .string(kind.rawValue))
    object.append("source", ifPresent: source.map(JSON.string))
    object.append("session", ifPresent: session.map(JSON.string))
    object.append("actor", ifPresent: actor.map(JSON.string))
    object.append("key", ifPresent: key.map(JSON.string))
    object.append("created", .string(created.description))
    object.append("updated", .string((updated ?? created).description))
    object.append("valid_from", ifPresent: validFrom.map { .string($0.description) })
    object.append("valid_to", ifPresent: validTo.map { .string($0.description) })
    object.append("expires", ifPresent: expires.map { .string($0.description) })
    if isPinned { object.append("pinned", true) }
    if !isLatest { object.append("latest", false) }
    object.append("supersedes", ifPresent: supersedes.map(JSON.string))
    object.append("superseded_by", ifPresent: supersededBy.map(JSON.string))
    object.append("deleted", ifPresent: deleted.map { .string($0.description) })
    object.append("meta", ifPresent: meta.map(JSON.object))
    object.append(contentsOf: more)
    return object
  }
}

extension MemoryHit {
  /// The record of a hit.
  /// - Parameter explained: with the parts of its score.
  public func record(explained: Bool) -> JSONObject {
    var more: JSONObject = ["score": Self.number(score)]
    more.append("passage", ifPresent: passage.map(JSON.string))
    if explained {
      var parts: JSONObject = ["bm25": Self.number(self.parts.lexical)]
      parts.append("semantic", ifPresent: self.parts.semantic.map(Self.number))
      parts.append("semantic_weight", Self.number(self.parts.share))
      parts.append("actor", Self.number(self.parts.actor))
      parts.append("neighbours", Self.number(self.parts.neighbours))
      parts.append("answer", Self.number(self.parts.answer))
      parts.append("recency", Self.number(self.parts.recency))
      parts.append("pinned", Self.number(self.parts.pinned))
      more.append("explain", .object(parts))
    }
    return entry.record(with: more)
  }

  /// Six digits behind the point.
  public static func number(_ value: Float) -> JSON { JSON((Double(value) * 1e6).rounded() / 1e6) }
}
