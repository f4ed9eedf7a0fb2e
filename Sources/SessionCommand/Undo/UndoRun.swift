import AgentCLI
import AgentCore
import AgentFiles
import AgentJSON
import AgentSession
import AgentSystem

/// Takes back the changes of a turn: looks at everything first, and touches nothing where something cannot be
/// restored.
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
    var trees: [PathKey: WritableTree] = [:]
    var files: [UndoFile] = []
    var steps = UndoPlan(changes.changes).steps
    // What was in a directory that is something else now has gone with it.
    let replaced = Set(steps.filter { $0.isReplacedDirectory }.map { PathKey($0.path) })
    steps.sort { PathKey($0.path) < PathKey($1.path) }
    for step in steps {
      do throws(AgentError) {
        let root = PathKey(step.root)
        if trees[root] == nil { trees[root] = try tree(step.root) }
        guard let tree = trees[root] else { continue }
        files.append(try look(at: step, tree, isGone: Self.isBelow(step.path, replaced)))
      } catch {
        if error.code == .interrupted { throw error }
        var file = UndoFile(path: step.path, root: step.root, target: .absent, action: .restore)
        file.refusal = error.message + (error.hint.map { " (\($0))" } ?? "")
        files.append(file)
      }
    }
    return try keepingFullDirectories(files, trees)
  }

  /// The directory that the turn might write to. The log may have come from elsewhere: it opens no more than a turn
  /// could ask for.
  private func tree(_ root: String) throws(AgentError) -> WritableTree {
    let home = (try? Path.resolved(ProcessEnvironment.homeDirectory(context.environment)))
    let runtime = (try? Path.resolved(context.runtime.path)) ?? context.runtime.path
    guard let real = try? Path.resolved(root), PathKey(real) == PathKey(root) else {
      throw AgentError(.inputMissing, "the directory of the turn is gone", object: root)
    }
    try WritableRule.require(root, home: home, runtime: runtime)
    return try WritableTree([root])
  }

  private static func isBelow(_ path: String, _ directories: Set<PathKey>) -> Bool {
    var path = Path.parent(path)
    while path != "/", path != "." {
      if directories.contains(PathKey(path)) { return true }
      path = Path.parent(path)
    }
    return false
  }

  /// - Parameter isGone: whether a directory that it was in is something else now.
  private func look(at step: UndoPlan.Step, _ tree: WritableTree, isGone: Bool) throws(AgentError) -> UndoFile
  {
    var file = UndoFile(path: step.path, root: step.root, target: .absent, action: .restore)
    if !isGone {
      file.present = try tree.place(step.path, followsLast: false).state(limit: Self.sizeLimit)
    }
    switch step.target {
    case .absent: file.action = .remove
    case .link(let target): file.target = .link(target)
    case .directory(let mode): file.target = .directory(mode)
    case .unknown:
      file.refusal = "its earlier contents were not kept"
      return file
    case .saved(let blob, _, let mode): file.target = .file(try context.sessions.blobs.get(blob), mode)
    }
    if file.isRestored {
      file.action = .keep
      return file
    }
    if step.hasGap {
      file.refusal = "somebody else changed it during the turn"
    } else if !file.isAsLeft(step.expected) {
      file.refusal = "it was changed since"
    }
    file.yieldsToForce = file.refusal != nil
    if force { file.refusal = nil }
    return file
  }

  /// A directory in which something stays is not removed: that is somebody else's. Where something is to come back
  /// in its place, that is refused before anything is done.
  private func keepingFullDirectories(_ files: [UndoFile], _ trees: [PathKey: WritableTree])
    throws(AgentError) -> [UndoFile]
  {
    var files = files
    var leaving: Set<PathKey> = []
    for index in files.indices.reversed() {
      let file = files[index]
      guard file.action != .keep, file.isInTheWay else { continue }
      if case .directory = file.present, let tree = trees[PathKey(file.root)] {
        let entries = try tree.place(file.path, followsLast: false).entries()
        if !entries.allSatisfy({ leaving.contains(PathKey(Path.join(file.path, $0))) }) {
          if file.target == .absent {
            files[index].action = .keep
            files[index].refusal = nil
          } else {
            files[index].refusal = "something else has been put into what is there now"
            files[index].yieldsToForce = false
          }
          continue
        }
      }
      leaving.insert(PathKey(file.path))
    }
    return files
  }

  // MARK: - Restoring

  /// Does it, and tells the session: the model has to know, or it would believe in its changes.
  ///
  /// What must go does so first, the innermost before what it is in; then what comes back, the other way round.
  func restore(_ files: [UndoFile]) throws(AgentError) {
    let blobs = context.sessions.blobs
    var done: [FileChange] = []
    let wanted = files.filter { $0.action != .keep }
    // What is there now can be had back, too.
    for file in wanted { done.append(try file.change(blobs)) }
    // What was left undone is found again by the next undo: what is as it was is kept.
    for file in wanted.reversed() where file.isInTheWay {
      try place(of: file).remove(file.present)
    }
    for file in wanted {
      switch file.target {
      case .absent: continue
      case .link(let target): try place(of: file).makeLink(to: target)
      case .directory(let mode): try place(of: file).makeDirectory(mode: mode)
      case .file(let bytes, let mode):
        var earlier: FilePlace.Contents?
        if case .file(let contents) = file.present { earlier = contents }
        try place(of: file).replace(with: bytes, after: earlier, mode: mode)
      }
    }
    try SessionLog(session, store: context.sessions).append([event(done)], durability: .power)
  }

  private func place(of file: UndoFile) throws(AgentError) -> FilePlace {
    try WritableTree([file.root]).place(file.path, followsLast: false)
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
