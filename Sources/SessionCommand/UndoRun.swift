import AgentCLI
import AgentCore
import AgentFiles
import AgentJSON
import AgentSession
import AgentSystem

/// One file of an undo: what is there, what will be done, or why not.
struct UndoFile {
  enum Action: String {
    case restore, remove
    /// It is as it was already.
    case keep
  }

  let path: String
  let root: String
  let action: Action
  /// What it is made to hold again.
  var target: (bytes: [UInt8], mode: UInt32)?
  /// What is there now.
  var present: FilePlace.Contents?
  var refusal: String?
  /// Whether `--force` does it all the same.
  var yieldsToForce = false

  func row(isDone: Bool) -> Row {
    var members: JSONObject = [
      "path": .string(path), "action": .string(action.rawValue), "done": .bool(isDone),
    ]
    members.append("refused", ifPresent: refusal.map(JSON.string))
    if let refusal {
      return Row("undo", members, text: "refused  \(Terminal.sanitized(path)): \(refusal)")
    }
    let words: String
    switch action {
    case .restore: words = isDone ? "restored" : "would restore"
    case .remove: words = isDone ? "removed" : "would remove"
    case .keep: words = "unchanged"
    }
    return Row("undo", members, text: "\(words)  \(Terminal.sanitized(path))")
  }
}

/// Takes back the changes of a turn: looks at every file first, and touches none where one cannot be restored.
struct UndoRun {
  /// Files larger than this were never kept.
  private static let sizeLimit = 64 << 20

  private let session: String
  private let changes: TurnChanges
  private let context: CommandContext
  private let force: Bool

  init(_ session: String, _ changes: TurnChanges, _ context: CommandContext, force: Bool) {
    self.session = session
    self.changes = changes
    self.context = context
    self.force = force
  }

  /// What there is to do, in the order in which it is done.
  func look() throws(AgentError) -> [UndoFile] {
    var trees: [String: WritableTree] = [:]
    var files: [UndoFile] = []
    for step in UndoPlan(changes.changes).steps {
      do throws(AgentError) {
        if trees[step.root] == nil { trees[step.root] = try tree(step.root) }
        guard let tree = trees[step.root] else { continue }
        files.append(try look(at: step, tree))
      } catch {
        if error.code == .interrupted { throw error }
        files.append(
          UndoFile(
            path: step.path, root: step.root, action: .restore,
            refusal: error.message + (error.hint.map { " (\($0))" } ?? "")))
      }
    }
    return files
  }

  /// The directory that the turn might write to. The log may have come from elsewhere: it opens no more than a turn
  /// could ask for.
  private func tree(_ root: String) throws(AgentError) -> WritableTree {
    let home = (try? Path.resolved(ProcessEnvironment.homeDirectory(context.environment)))
    let runtime = (try? Path.resolved(context.runtime.path)) ?? context.runtime.path
    guard let real = try? Path.resolved(root), real == root else {
      throw AgentError(.inputMissing, "the directory of the turn is gone", object: root)
    }
    try WritableRule.require(root, home: home, runtime: runtime)
    return try WritableTree([root])
  }

  private func look(at step: UndoPlan.Step, _ tree: WritableTree) throws(AgentError) -> UndoFile {
    var file = UndoFile(path: step.path, root: step.root, action: step.target == .absent ? .remove : .restore)
    file.present = try tree.place(step.path).read(limit: Self.sizeLimit)
    switch step.target {
    case .absent: break
    case .unknown:
      file.refusal = "its earlier contents were not kept"
      return file
    case .saved(let blob, _, let mode): file.target = (try context.sessions.blobs.get(blob), mode)
    }
    let isRestored =
      file.present?.bytes == file.target?.bytes && file.present?.stamp.mode == file.target?.mode
    if isRestored { return UndoFile(path: file.path, root: file.root, action: .keep) }
    if step.hasGap {
      file.refusal = "somebody else changed it during the turn"
    } else if !isAsLeft(file.present, step.expected) {
      file.refusal = "it was changed since"
    }
    file.yieldsToForce = file.refusal != nil
    if force { file.refusal = nil }
    return file
  }

  private func isAsLeft(_ present: FilePlace.Contents?, _ expected: FileChange.After) -> Bool {
    switch expected {
    case .absent: present == nil
    case .present(let digest, let bytes, let mode):
      present?.bytes.count == bytes && present?.stamp.mode == mode
        && SHA256.hexDigest(present?.bytes ?? []) == digest
    case .unknown: false
    }
  }

  // MARK: - Restoring

  /// Does it, and tells the session: the model has to know, or it would believe in its changes.
  func restore(_ files: [UndoFile]) throws(AgentError) {
    var done: [FileChange] = []
    var failure: AgentError?
    for file in files where file.action != .keep {
      do throws(AgentError) {
        done.append(try restore(file))
      } catch {
        failure = error
        break
      }
    }
    // What was left undone is found again by the next undo: files that are as they were are kept.
    if let failure { throw failure }
    try SessionLog(session, store: context.sessions).append([event(done)], durability: .power)
  }

  private func restore(_ file: UndoFile) throws(AgentError) -> FileChange {
    let blobs = context.sessions.blobs
    // What is there now can be had back, too.
    let before: FileChange.Before =
      try file.present.map { present throws(AgentError) in
        .saved(blob: try blobs.put(present.bytes), bytes: present.bytes.count, mode: present.stamp.mode)
      } ?? .absent
    let place = try WritableTree([file.root]).place(file.path)
    guard let target = file.target else {
      if let present = file.present { try place.remove(after: present) }
      return FileChange(path: file.path, root: file.root, kind: .delete, before: before, after: .absent)
    }
    let stamp = try place.replace(with: target.bytes, after: file.present, mode: target.mode)
    return FileChange(
      path: file.path, root: file.root, kind: file.present == nil ? .add : .update, before: before,
      after: .present(
        sha256: SHA256.hexDigest(target.bytes), bytes: target.bytes.count, mode: stamp.mode))
  }

  private func event(_ done: [FileChange]) -> Event {
    let names = done.prefix(50).map { "\($0.kind == .delete ? "removed" : "restored") \($0.path)" }
    let more = done.count > 50 ? ["and \(done.count - 50) more"] : []
    let words =
      "[The user has taken back the changes that tools made to files in turn \(changes.turn): "
      + (names + more).joined(separator: ", ") + "]"
    return Event(
      .itemCompleted,
      [
        "item": [
          "id": .string("undo_\(changes.turn)"), "type": "file_change", "tool": "undo", "status": "completed",
          "undoes": .int(changes.turn), "changes": .array(done.map(\.json)),
        ],
        "raw": [
          "type": "message", "role": "user", "content": [["type": "input_text", "text": .string(words)]],
        ],
      ])
  }
}
