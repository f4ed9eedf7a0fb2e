import AgentCore
import AgentFiles
import AgentSystem
import CAgentSystem
import Glibc

/// Goes through a confined tree in a fixed order (by bytes of names, files of a directory before those of
/// its subdirectories), leaving out what ignore files say. Links are shown but not followed.
struct TreeWalk {
  enum Kind: Sendable {
    case file, directory, link, other
  }

  struct Entry: Sendable {
    /// Relative to the place the walk began.
    let path: String
    let kind: Kind
    /// Bytes, for files.
    let size: Int
    let depth: Int
    let found: FoundEntry
  }

  private let tree: ConfinedTree
  private let base: String
  private let includesIgnored: Bool
  private let maximumDepth: Int

  /// - Parameters:
  ///   - base: the directory to begin at, as ``ConfinedTree`` takes it.
  ///   - maximumDepth: how many levels are shown; 1 is the directory's own entries.
  init(_ tree: ConfinedTree, from base: String, includesIgnored: Bool = false, maximumDepth: Int = .max) {
    self.tree = tree
    self.base = base
    self.includesIgnored = includesIgnored
    self.maximumDepth = maximumDepth
  }

  /// Calls `visit` for each entry until it returns false.
  func run(_ visit: (Entry) throws(AgentError) -> Bool) throws(AgentError) {
    var rules = IgnoreRules()
    if !includesIgnored {
      // Rules of the directories between the root and the base hold below the base too.
      for directory in ancestors() {
        for rule in readRules(in: directory.path) { rules = rules.adding(rule, in: directory.relative) }
      }
    }
    _ = try walk("", prefix: ancestors().last?.relative ?? "", rules, depth: 1, visit)
  }

  /// The directories from the tree's root down to the base: as paths to open, and relative to the root.
  private func ancestors() -> [(path: String, relative: String)] {
    let absolute = Path.absolute(base, base: tree.workspace)
    guard let root = tree.roots.first(where: { Path.relative(absolute, to: $0.path) != nil }),
      let inside = Path.relative(absolute, to: root.path)
    else { return [(base, "")] }
    var found = [(path: root.path, relative: "")]
    for part in inside.split(byte: "/") where part != "." {
      let relative = Path.join(found[found.count - 1].relative, String(part))
      found.append((Path.join(root.path, relative), relative))
    }
    return found
  }

  private func readRules(in directory: String) -> [[UInt8]] {
    ["\(directory)/.git/info/exclude", "\(directory)/.gitignore"].compactMap { path in
      guard let file = try? tree.openFile(path) else { return nil }
      return try? IO.readToEnd(file.raw, limit: 1 << 20, of: path)
    }
  }

  /// - Parameters:
  ///   - path: relative to the base.
  ///   - prefix: the base, relative to the root that the rules count from.
  /// - Returns: false when the visitor has had enough.
  private func walk(
    _ path: String, prefix: String, _ rules: IgnoreRules, depth: Int,
    _ visit: (Entry) throws(AgentError) -> Bool
  ) throws(AgentError) -> Bool {
    var rules = rules
    if depth > 1, !includesIgnored {
      for rule in readRules(in: opened(path)) { rules = rules.adding(rule, in: Path.join(prefix, path)) }
    }
    var directories: [String] = []
    for entry in try entries(of: path, depth: depth) {
      let isDirectory = entry.kind == .directory
      if !includesIgnored {
        if isDirectory, IgnoreRules.alwaysSkipped.contains(Path.name(entry.path)) { continue }
        let isIgnored =
          rules.isEmpty
          ? IgnoreRules.builtIn.isIgnored(entry.path, isDirectory: isDirectory)
          : rules.isIgnored(Path.join(prefix, entry.path), isDirectory: isDirectory)
        if isIgnored { continue }
      }
      if try !visit(entry) { return false }
      if isDirectory { directories.append(entry.path) }
    }
    guard depth < min(maximumDepth, 128) else { return true }
    for directory in directories {
      if try !walk(directory, prefix: prefix, rules, depth: depth + 1, visit) { return false }
    }
    return true
  }

  private func opened(_ path: String) -> String { path.isEmpty ? base : Path.join(base, path) }

  /// The entries of a directory; none when it may not be read, but for the base itself.
  private func entries(of path: String, depth: Int) throws(AgentError) -> [Entry] {
    let descriptor: Descriptor
    do {
      descriptor = try tree.open(opened(path), O_RDONLY | O_DIRECTORY)
    } catch {
      if depth == 1 { throw error }
      return []
    }
    let raw = descriptor.raw
    let names = (try? Files.list(raw, path: path)) ?? []
    return names.compactMap { name in
      var status = stat()
      guard fstatat(raw, name.system, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
      return Entry(
        path: Path.join(path, name), kind: Self.kind(status.st_mode), size: Int(status.st_size),
        depth: depth, found: FoundEntry(status, name, in: raw))
    }
  }

  private static func kind(_ mode: UInt32) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .link
    default: .other
    }
  }
}
