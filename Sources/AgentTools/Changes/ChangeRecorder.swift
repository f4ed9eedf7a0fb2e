public import AgentCore
import AgentFiles
import AgentJSON
import AgentSystem
import CAgentSystem
import Glibc

/// Keeps what the calls of a turn change, so that it can be taken back.
///
/// The tools of this process say what they change. What a program changes is found out by looking at the writable
/// directories before and after it: first at names and stamps alone, then at the contents of what is different. Links
/// and directories count as files do. What ignore files name, and `.git`, is not looked at.
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
    fileprivate var entries: [PathKey: Seen] = [:]
    /// Why not all of it is known.
    fileprivate var gap: String?
  }

  fileprivate struct Seen {
    let found: FoundEntry
    let root: String

    /// Of a file that is small enough to be kept.
    var stamp: FileStamp? {
      guard case .file(let stamp) = found, stamp.size <= ChangeRecorder.singleLimit else { return nil }
      return stamp
    }
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
    let directories = Set(writable.directories.map(PathKey.init))
    roots = directories.filter { inner in
      !directories.contains { $0 != inner && Path.relative(inner.path, to: $0.path) != nil }
    }.sorted().map(\.path)
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
      snapshot.gap = try look(into: &snapshot.entries, check: check)
      box.tooLarge = snapshot.gap
      if snapshot.gap == nil { try keep(&snapshot.entries, box, check: check) }
    } catch {
      if error.code == .interrupted || error.code == .deadline { throw error }
      snapshot.gap = "the files could not be kept: \(error.description)"
    }
    return snapshot
  }

  /// - Returns: why the directories are too large to be looked at, or nil.
  private func look(into seen: inout [PathKey: Seen], check: () throws(AgentError) -> Void)
    throws(AgentError) -> String?
  {
    var (bytes, files, entries) = (0, 0, 0)
    var reason: String?
    for root in roots {
      try TreeWalk(tree, from: root).run { entry throws(AgentError) in
        entries += 1
        if entries % 256 == 0 { try check() }
        if entries > 2 * Self.fileLimit {
          reason = "there are more than \(2 * Self.fileLimit) files and directories"
        }
        let one = Seen(found: entry.found, root: root)
        if entry.kind == .file {
          files += 1
          bytes += one.stamp?.size ?? 0
        }
        if files > Self.fileLimit { reason = "there are more than \(Self.fileLimit) files" }
        if bytes > Self.byteLimit { reason = "the files have more than \(Self.byteLimit >> 20) MiB" }
        if reason != nil { return false }
        if entry.depth == 1, case .directory(let mode) = one.found,
          SandboxPlaceholder.isDirectory(entry.path, mode: mode)
        {
          return true
        }
        if one.found != .other { seen[PathKey(Path.join(root, entry.path))] = one }
        return true
      }
      if reason != nil { break }
    }
    return reason
  }

  /// Copies what is not kept yet.
  private func keep(_ entries: inout [PathKey: Seen], _ box: Box, check: () throws(AgentError) -> Void)
    throws(AgentError)
  {
    do {
      try runtime.prepare(.workfolder)
      let pack = try box.pack ?? FilePack(in: runtime.folder(.workfolder))
      box.pack = pack
      pack.trim()
      for (key, seen) in entries {
        guard let stamp = seen.stamp, !pack.holds(FilePack.Key(path: key, stamp: stamp)) else { continue }
        try check()
        guard let file = try? tree.open(key.path, O_RDONLY | O_NOFOLLOW), let stamp = Self.stamp(file.raw)
        else { continue }
        entries[key] = Seen(found: .file(stamp), root: seen.root)
        try pack.add(FilePack.Key(path: key, stamp: stamp), from: file.raw)
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
    var now: [PathKey: Seen] = [:]
    var room = Self.byteLimit
    do throws(AgentError) {
      if let reason = try look(into: &now, check: { () throws(AgentError) in }) {
        outcome.gap = "\(reason) now"
        // Nothing of what is new can be told apart from what has not been reached.
        now = now.filter { snapshot.entries[$0.key] != nil }
      }
      let changed = changedPaths(snapshot, now)
      let ignoresDiffer = changed.contains { [".gitignore", "exclude"].contains(Path.name($0.path)) }
      for path in changed {
        guard outcome.changes.count < Self.changeLimit else {
          outcome.gap = "it changed more than \(Self.changeLimit) files"
          break
        }
        guard var change = try change(path, snapshot.entries[path], now[path], &room) else { continue }
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

  private func changedPaths(_ snapshot: Snapshot, _ now: [PathKey: Seen]) -> [PathKey] {
    let changed = snapshot.entries.filter { now[$0.key]?.found != $0.value.found }.map(\.key)
    let added = now.keys.filter { snapshot.entries[$0] == nil }
    return (changed + added).sorted()
  }

  /// - Returns: nil where it is the same after all.
  private func change(_ key: PathKey, _ old: Seen?, _ new: Seen?, _ room: inout Int) throws(AgentError)
    -> FileChange?
  {
    // What cannot be seen any more may still be there: the rules for ignored files may have changed.
    let found = found(key.path)
    let after = after(key.path, found, &room)
    guard let old else {
      guard after != .absent, let root = new?.root else { return nil }
      return FileChange(path: key.path, root: root, kind: .add, before: .absent, after: after)
    }
    if found == old.found { return nil }
    var before = FileChange.Before.unknown
    switch old.found {
    case .link(let target): before = .link(target)
    case .directory(let mode): before = .directory(mode)
    case .other: break
    case .file(let stamp):
      guard let bytes = try kept(key, stamp) else { break }
      if case .present(let digest, bytes.count, stamp.mode) = after, digest == SHA256.hexDigest(bytes) {
        return nil
      }
      before = try save(bytes, mode: stamp.mode)
    }
    return FileChange(
      path: key.path, root: old.root, kind: after == .absent ? .delete : .update, before: before, after: after
    )
  }

  private func kept(_ key: PathKey, _ stamp: FileStamp) throws(AgentError) -> [UInt8]? {
    do throws(SystemError) {
      return try state.withLock { $0 }.pack?.contents(FilePack.Key(path: key, stamp: stamp))
    } catch {
      throw AgentError(error)
    }
  }

  /// What is there now; nil for nothing.
  private func found(_ path: String) -> FoundEntry? {
    guard let parent = try? tree.open(Path.parent(path), csystem_o_path() | O_DIRECTORY) else { return nil }
    return FoundEntry(Path.name(path), in: parent.raw)
  }

  private func after(_ path: String, _ found: FoundEntry?, _ room: inout Int) -> FileChange.After {
    switch found {
    case nil: return .absent
    case .link(let target): return .link(target)
    case .directory(let mode): return .directory(mode)
    case .other: return .unknown
    case .file:
      guard let file = try? tree.open(path, O_RDONLY | O_NOFOLLOW), let stamp = Self.stamp(file.raw),
        stamp.size <= min(Self.singleLimit, room),
        let bytes = try? IO.readToEnd(file.raw, limit: Self.singleLimit, of: path)
      else { return .unknown }
      room -= bytes.count
      return .present(sha256: SHA256.hexDigest(bytes), bytes: bytes.count, mode: stamp.mode)
    }
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
