import AgentCLI
import AgentCore
import AgentFiles
import AgentJSON
import AgentSystem

/// One file, link or directory of an undo: what is there, what will be there, or why not.
struct UndoFile {
  enum Action: String {
    case restore, remove
    /// It is as it was already, or holds what is not the turn's.
    case keep
  }

  enum Target: Equatable {
    case absent
    case file([UInt8], UInt32)
    case link(String)
    case directory(UInt32)
  }

  let path: String
  let root: String
  /// What it is made again.
  var target: Target
  var action: Action
  /// What is there now.
  var present = FilePlace.State.absent
  var refusal: String?
  /// Whether `--force` does it all the same.
  var yieldsToForce = false

  init(path: String, root: String, target: Target, action: Action) {
    self.path = path
    self.root = root
    self.target = target
    self.action = action
  }

  var isRestored: Bool {
    switch (present, target) {
    case (.absent, .absent): true
    case (.file(let contents), .file(let bytes, let mode)):
      contents.bytes == bytes && contents.stamp.mode == mode
    case (.link(let one), .link(let other)): one.utf8.elementsEqual(other.utf8)
    case (.directory(let one), .directory(let other)): one == other
    default: false
    }
  }

  /// Whether it is what the turn left there.
  func isAsLeft(_ expected: FileChange.After) -> Bool {
    switch (present, expected) {
    case (.absent, .absent), (.directory, .directory): true
    case (.link(let one), .link(let other)): one.utf8.elementsEqual(other.utf8)
    case (.file(let contents), .present(let digest, let bytes, let mode)):
      contents.bytes.count == bytes && contents.stamp.mode == mode
        && SHA256.hexDigest(contents.bytes) == digest
    default: false
    }
  }

  /// Whether what is there must go before the target can come: a file replaces a file in one step, and a directory
  /// is only given its mode.
  var isInTheWay: Bool {
    switch (present, target) {
    case (.absent, _), (.file, .file), (.directory, .directory): false
    default: true
    }
  }

  /// The change that restoring it is; what is there now is kept in a blob.
  func change(_ blobs: BlobStore) throws(AgentError) -> FileChange {
    let before: FileChange.Before
    switch present {
    case .absent: before = .absent
    case .link(let target): before = .link(target)
    case .directory(let mode): before = .directory(mode)
    case .file(let contents):
      before = .saved(
        blob: try blobs.put(contents.bytes), bytes: contents.bytes.count, mode: contents.stamp.mode)
    }
    let after: FileChange.After
    switch target {
    case .absent: after = .absent
    case .link(let target): after = .link(target)
    case .directory(let mode): after = .directory(mode)
    case .file(let bytes, let mode):
      after = .present(sha256: SHA256.hexDigest(bytes), bytes: bytes.count, mode: mode & 0o777)
    }
    let kind: FileChange.Kind = after == .absent ? .delete : before == .absent ? .add : .update
    return FileChange(path: path, root: root, kind: kind, before: before, after: after)
  }

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
