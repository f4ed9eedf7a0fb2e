import AgentCore
import AgentFiles
import AgentJSON
import AgentSystem

/// The changes that one call makes to files: all are looked at before the first is made, so that a mistake in the
/// last of them leaves every file as it is.
struct FileBatch {
  /// Files larger than this are not text for a model.
  static let sizeLimit = 32 << 20
  /// Bytes of the differences that one call shows.
  private static let differenceLimit = 16 << 10

  private struct Entry {
    let asked: String
    let path: String
    let root: String
    let earlier: FilePlace.Contents?
    var bytes: [UInt8]?
  }

  private let tree: WritableTree
  private let context: ToolContext
  private var entries: [Entry] = []

  init(_ context: ToolContext) throws(AgentError) {
    guard let tree = context.tree.writable else {
      throw AgentError(
        .sandbox, "nothing may be written",
        hint: "-w makes the workspace writable, --writable DIR adds a directory")
    }
    self.tree = tree
    self.context = context
  }

  /// The file as it will be after the changes so far; nil when there is none.
  mutating func contents(of file: String) throws(AgentError) -> [UInt8]? {
    let index = try entry(for: file)
    return entries[index].bytes ?? entries[index].earlier?.bytes
  }

  /// The file as it is on disk; nil when there is none.
  mutating func earlier(_ file: String) throws(AgentError) -> [UInt8]? {
    entries[try entry(for: file)].earlier?.bytes
  }

  mutating func set(_ file: String, to bytes: [UInt8]) throws(AgentError) {
    if bytes.count > Self.sizeLimit {
      throw AgentError(.tooLarge, "would be larger than \(Self.sizeLimit >> 20) MiB", object: file)
    }
    entries[try entry(for: file)].bytes = bytes
  }

  private mutating func entry(for file: String) throws(AgentError) -> Int {
    try context.checkTime()
    let place = try tree.place(expanded(file))
    if let known = entries.firstIndex(where: { PathKey($0.path) == PathKey(place.path) }) { return known }
    let earlier = try place.read(limit: Self.sizeLimit)
    entries.append(Entry(asked: file, path: place.path, root: place.root, earlier: earlier))
    return entries.count - 1
  }

  /// `~/` is the home directory, as in a shell.
  private func expanded(_ file: String) -> String {
    guard file.hasPrefix("~/"), let home = context.environment["HOME"] else { return file }
    return Path.join(home, String(file.dropFirst(2)))
  }

  // MARK: - Making the changes

  /// Makes the changes, and tells of each.
  func apply() -> ToolOutput {
    var reports: [String] = []
    var changes: [FileChange] = []
    var room = Self.differenceLimit
    for (index, entry) in entries.enumerated() {
      do throws(AgentError) {
        changes += try write(entry)
        let report = report(entry, room)
        room -= min(room, report.utf8.count)
        reports.append(report)
      } catch {
        reports.append("Error: \(error.description)\n")
        for left in entries[(index + 1)...] { reports.append("Not done: \(left.asked)\n") }
        return output(reports, changes, succeeded: false)
      }
    }
    return output(reports, changes, succeeded: true)
  }

  private func output(_ reports: [String], _ changes: [FileChange], succeeded: Bool) -> ToolOutput {
    ToolOutput(
      reports.joined(), succeeded: succeeded, itemFields: ["changes": .array(changes.map(\.json))])
  }

  /// - Returns: the directories that had to be made, and the file; none where nothing has to be changed.
  private func write(_ entry: Entry) throws(AgentError) -> [FileChange] {
    guard let bytes = entry.bytes, bytes != entry.earlier?.bytes else { return [] }
    try context.checkTime()
    // The earlier contents are safe before anything is touched.
    let before = try entry.earlier.map { earlier throws(AgentError) in
      try context.changes?.save(earlier.bytes, mode: earlier.stamp.mode) ?? .unknown
    }
    let place = try tree.place(entry.path)
    let directories = place.newDirectories
    let stamp = try place.replace(with: bytes, after: entry.earlier)
    let made = directories.compactMap { path -> FileChange? in
      guard case .directory(let mode)? = try? tree.place(path, followsLast: false).state(limit: 0) else {
        return nil
      }
      return FileChange(path: path, root: entry.root, kind: .add, before: .absent, after: .directory(mode))
    }
    let change = FileChange(
      path: entry.path, root: entry.root, kind: entry.earlier == nil ? .add : .update,
      before: before ?? .absent,
      after: .present(sha256: SHA256.hexDigest(bytes), bytes: bytes.count, mode: stamp.mode))
    return made + [change]
  }

  private func report(_ entry: Entry, _ room: Int) -> String {
    guard let bytes = entry.bytes, bytes != entry.earlier?.bytes else {
      return "\(entry.asked) has these contents already\n"
    }
    guard let earlier = entry.earlier else {
      let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
      let count = lines.count - (lines.last?.isEmpty == true ? 1 : 0)
      return "created \(entry.asked): \(count) \(count == 1 ? "line" : "lines"), \(bytes.count) bytes\n"
    }
    return "changed \(entry.asked)\n"
      + UnifiedDiff.text(earlier.bytes, bytes, name: entry.asked, limit: max(200, room))
  }
}
