public import AgentCore
import AgentFiles
import AgentJSON
import AgentSystem
import CSystem
import Glibc

/// Keeps what the calls of a turn change, so that it can be taken back.
///
/// The tools of this process say what they change. What a program changes is found out by looking at the writable
/// directories before and after it: first at names and stamps alone, then at the contents of what is different. What
/// ignore files name, and `.git`, is not looked at.
public final class ChangeRecorder: Sendable {
  /// Beyond these a directory is not looked at, and calls in it cannot be taken back.
  static let fileLimit = 10_000
  static let byteLimit = 64 << 20
  /// Larger files are seen to change, but not kept.
  static let singleLimit = 16 << 20
  /// Changes of one call that are told.
  static let changeLimit = 2000

  /// The writable directories as they were before a call.
  struct Snapshot {
    fileprivate var files: [String: Seen] = [:]
    /// Why not all of it is known.
    fileprivate var gap: String?
  }

  fileprivate struct Seen {
    let stamp: FileStamp
    let root: String
  }

  /// What a call has changed.
  struct Outcome: Equatable {
    var changes: [FileChange] = []
    /// Why taking them back would not take back all.
    var gap: String?
  }

  private let tree: ConfinedTree
  private let roots: [String]
  private let runtime: RuntimeDirectory
  private let state = Monitor(Box())

  /// Used by one call at a time: those that may change something run one after another.
  private final class Box: @unchecked Sendable {
    var pack: FilePack?
    /// Once a directory is too large it is not looked at again.
    var tooLarge: String?
  }

  /// nil where nothing is writable.
  public init?(_ tree: ConfinedTree, runtime: RuntimeDirectory) {
    guard let writable = tree.writable else { return nil }
    let directories = Set(writable.directories)
    roots = directories.filter { inner in
      !directories.contains { $0 != inner && Path.relative(inner, to: $0) != nil }
    }.sorted()
    self.tree = tree
    self.runtime = runtime
  }

  /// Stores what a file holds before it is changed; on disk when this returns.
  func save(_ bytes: [UInt8], mode: UInt32) throws(AgentError) -> FileChange.Before {
    .saved(blob: try BlobStore(runtime).put(bytes), bytes: bytes.count, mode: mode)
  }

  // MARK: - Before a call

  func snapshot(check: () throws(AgentError) -> Void) throws(AgentError) -> Snapshot {
    let box = state.withLock { $0 }
    if let reason = box.tooLarge { return Snapshot(gap: reason) }
    var snapshot = Snapshot()
    do throws(AgentError) {
      snapshot.gap = try look(into: &snapshot.files, check: check)
      box.tooLarge = snapshot.gap
      if snapshot.gap == nil { try keep(&snapshot.files, box, check: check) }
    } catch {
      if error.code == .interrupted || error.code == .deadline { throw error }
      snapshot.gap = "the files could not be kept: \(error.description)"
    }
    return snapshot
  }

  /// - Returns: why the directories are too large to be looked at, or nil.
  private func look(into files: inout [String: Seen], check: () throws(AgentError) -> Void)
    throws(AgentError) -> String?
  {
    var bytes = 0
    var entries = 0
    var reason: String?
    for root in roots {
      try TreeWalk(tree, from: root).run { entry throws(AgentError) in
        entries += 1
        if entries % 256 == 0 { try check() }
        if entries > 2 * Self.fileLimit {
          reason = "there are more than \(2 * Self.fileLimit) files and directories"
        }
        guard let stamp = entry.stamp else { return reason == nil }
        if stamp.size <= Self.singleLimit { bytes += stamp.size }
        if files.count == Self.fileLimit { reason = "there are more than \(Self.fileLimit) files" }
        if bytes > Self.byteLimit { reason = "the files have more than \(Self.byteLimit >> 20) MiB" }
        if reason != nil { return false }
        files[Path.join(root, entry.path)] = Seen(stamp: stamp, root: root)
        return true
      }
      if reason != nil { break }
    }
    return reason
  }

  /// Copies what is not kept yet.
  private func keep(_ files: inout [String: Seen], _ box: Box, check: () throws(AgentError) -> Void)
    throws(AgentError)
  {
    do {
      try runtime.prepare(.workfolder)
      let pack = try box.pack ?? FilePack(in: runtime.folder(.workfolder))
      box.pack = pack
      pack.trim()
      for (path, seen) in files where seen.stamp.size <= Self.singleLimit {
        if pack.holds(FilePack.Key(path: path, stamp: seen.stamp)) { continue }
        try check()
        guard let file = try? tree.open(path, O_RDONLY | O_NOFOLLOW), let stamp = Self.stamp(file.raw)
        else { continue }
        files[path] = Seen(stamp: stamp, root: seen.root)
        try pack.add(FilePack.Key(path: path, stamp: stamp), from: file.raw)
      }
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  private static func stamp(_ descriptor: Int32) -> FileStamp? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileStamp(status)
  }

  // MARK: - After a call

  /// What is different from the snapshot, in the order of paths.
  func changes(since snapshot: Snapshot) -> Outcome {
    var outcome = Outcome(gap: snapshot.gap)
    if snapshot.gap != nil { return outcome }
    var now: [String: Seen] = [:]
    var room = Self.byteLimit
    do throws(AgentError) {
      if let reason = try look(into: &now, check: { () throws(AgentError) in }) {
        outcome.gap = "\(reason) now"
        // Nothing of what is new can be told apart from what has not been reached.
        now = now.filter { snapshot.files[$0.key] != nil }
      }
      let changed = changedPaths(snapshot, now)
      let ignoresDiffer = changed.contains { [".gitignore", "exclude"].contains(Path.name($0)) }
      for path in changed {
        guard outcome.changes.count < Self.changeLimit else {
          outcome.gap = "it changed more than \(Self.changeLimit) files"
          break
        }
        guard var change = try change(path, snapshot.files[path], now[path], &room) else { continue }
        if ignoresDiffer, change.kind == .add {
          // It may have been there, unseen.
          change.before = .unknown
          outcome.gap = "the rules for ignored files changed with it"
        }
        outcome.changes.append(change)
      }
      if outcome.gap == nil, outcome.changes.contains(where: { $0.before == .unknown }) {
        outcome.gap = "some of the files were too large to be kept"
      }
    } catch {
      outcome.gap = error.description
    }
    return outcome
  }

  private func changedPaths(_ snapshot: Snapshot, _ now: [String: Seen]) -> [String] {
    let changed = snapshot.files.filter { now[$0.key]?.stamp != $0.value.stamp }.map(\.key)
    let added = now.keys.filter { snapshot.files[$0] == nil }
    return (changed + added).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// - Returns: nil where the contents are the same after all.
  private func change(_ path: String, _ old: Seen?, _ new: Seen?, _ room: inout Int) throws(AgentError)
    -> FileChange?
  {
    let (after, isThere) = state(of: path, &room)
    guard let old else {
      guard isThere, let root = new?.root else { return nil }
      return FileChange(path: path, root: root, kind: .add, before: .absent, after: after)
    }
    if Self.stampNow(path, tree) == old.stamp { return nil }
    var before = FileChange.Before.unknown
    if let bytes = try kept(path, old.stamp) {
      if case .present(let digest, bytes.count, old.stamp.mode) = after, digest == SHA256.hexDigest(bytes) {
        return nil
      }
      before = try save(bytes, mode: old.stamp.mode)
    }
    return FileChange(
      path: path, root: old.root, kind: isThere ? .update : .delete, before: before,
      after: isThere ? after : .absent)
  }

  private func kept(_ path: String, _ stamp: FileStamp) throws(AgentError) -> [UInt8]? {
    do throws(SystemError) {
      return try state.withLock { $0 }.pack?.contents(FilePack.Key(path: path, stamp: stamp))
    } catch {
      throw AgentError(error)
    }
  }

  private static func stampNow(_ path: String, _ tree: ConfinedTree) -> FileStamp? {
    guard let file = try? tree.open(path, csystem_o_path() | O_NOFOLLOW) else { return nil }
    return stamp(file.raw)
  }

  private func state(of path: String, _ room: inout Int) -> (FileChange.After, isThere: Bool) {
    guard Self.stampNow(path, tree) != nil else { return (.absent, false) }
    guard let file = try? tree.open(path, O_RDONLY | O_NOFOLLOW), let stamp = Self.stamp(file.raw),
      stamp.size <= min(Self.singleLimit, room),
      let bytes = try? IO.readToEnd(file.raw, limit: Self.singleLimit, of: path)
    else { return (.unknown, true) }
    room -= bytes.count
    return (.present(sha256: SHA256.hexDigest(bytes), bytes: bytes.count, mode: stamp.mode), true)
  }
}

extension ChangeRecorder {
  /// Whether a program with these side effects may change files.
  static func concerns(_ description: ToolDescription) -> Bool {
    switch description.sideEffects {
    case .read, .state: false
    // Its tools say themselves what they change.
    case .write, .network, .destructive: description.itemType != "file_change"
    }
  }

  /// Members of the call's item: `changes`, and `undo_gap` where they are not all.
  static func members(_ outcome: Outcome) -> JSONObject {
    var members = JSONObject()
    if !outcome.changes.isEmpty { members.append("changes", .array(outcome.changes.map(\.json))) }
    members.append("undo_gap", ifPresent: outcome.gap.map(JSON.string))
    return members
  }
}
