import AgentCore
import AgentFiles
import AgentJSON
import AgentSession

/// What the tools of one turn have changed, as the log tells it.
struct TurnChanges {
  let turn: Int
  /// Oldest first.
  var changes: [FileChange] = []
  /// Why they are not all.
  var gap: String?
  /// Calls that have begun and not ended.
  fileprivate var open: Set<String> = []

  init(_ turn: Int) { self.turn = turn }

  /// The turns that have, or may have, changed files and were not undone, oldest first.
  static func all(of id: String, in store: SessionStore) throws(AgentError) -> [TurnChanges] {
    var reader = try SessionReader(path: store.path(id))
    var turns: [TurnChanges] = []
    while let record = try reader.next() {
      guard record.eventType == .itemStarted || record.eventType == .itemCompleted,
        let item = record.json()?["item"]
      else { continue }
      if let undone = item["undoes"]?.int {
        turns.removeAll { $0.turn == undone }
        continue
      }
      guard let turn = record.turn else { continue }
      if turns.last?.turn != turn { turns.append(TurnChanges(turn)) }
      turns[turns.count - 1].add(item, hasEnded: record.eventType == .itemCompleted, store.blobs)
    }
    for index in turns.indices where !turns[index].open.isEmpty {
      turns[index].gap = turns[index].gap ?? "a call has no end in the log"
    }
    return turns.filter { !$0.changes.isEmpty || $0.gap != nil }
  }

  private mutating func add(_ item: JSON, hasEnded: Bool, _ blobs: BlobStore) {
    guard ItemType.calls.contains(item["type"]?.string ?? "") else { return }
    let id = item["id"]?.string ?? ""
    guard hasEnded else {
      open.insert(id)
      return
    }
    open.remove(id)
    guard item["changes"] != nil || item["undo_gap"] != nil else { return }
    let whole = blobs.resolving(item)
    changes += (whole["changes"]?.array ?? []).compactMap(FileChange.init)
    gap = whole["undo_gap"]?.string ?? gap
  }
}
