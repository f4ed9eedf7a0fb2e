import AgentCore
import AgentSystem

/// Where git keeps what belongs to a working tree: its `.git`, or, in a linked worktree and in a submodule, the
/// directory that a file `.git` names.
///
/// That file may be anybody's, and another repository is nobody's business: a directory elsewhere counts only where
/// it says in its turn that it belongs to this working tree, as git has written it there (gitrepository-layout(5)).
struct GitPlace: Equatable {
  /// Absolute: HEAD and the index are here.
  let directory: String
  /// Objects, branches and the configuration; the same but in linked worktrees.
  let common: String

  /// What git must be able to read beside the working tree.
  func readable(beside root: String) -> [String] {
    [directory, common].filter { Path.relative($0, to: root) == nil }
  }

  private static let textLimit = 1 << 16

  /// - Parameter root: the top of a working tree.
  init?(_ root: String) {
    let entry = Path.join(root, ".git")
    if Files.isDirectory(entry) {
      (directory, common) = (entry, entry)
      return
    }
    guard let target = Self.line(of: ".git", in: root, after: "gitdir: "),
      let real = Self.resolved(target, root)
    else { return nil }
    directory = real
    guard let commonLine = Self.line(of: "commondir", in: real) else {
      // A submodule: its configuration says where its files are.
      guard let text = Self.text("config", in: real), let tree = GitConfigText(text).worktree,
        Self.isSame(Self.resolved(tree, real), root)
      else { return nil }
      common = real
      return
    }
    guard let back = Self.line(of: "gitdir", in: real),
      Self.isSame(Self.resolved(back, real), entry), let shared = Self.resolved(commonLine, real)
    else { return nil }
    common = shared
  }

  /// Of a regular file that lies in the directory itself: whatever else is there is not waited for.
  private static func text(_ name: String, in directory: String) -> String? {
    guard let tree = try? ConfinedTree(workspace: directory), let file = try? tree.openFile(name),
      let bytes = try? IO.readToEnd(file.raw, limit: textLimit, of: name)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The rest of the first line, where it begins so.
  private static func line(of name: String, in directory: String, after start: String = "") -> String? {
    guard let text = text(name, in: directory), text.utf8.starts(with: start.utf8) else { return nil }
    let rest = text.utf8.dropFirst(start.utf8.count).prefix { $0 != 0x0a && $0 != 0x0d }
    return rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
  }

  private static func resolved(_ path: String, _ base: String) -> String? {
    try? Path.resolved(Path.join(base, path))
  }

  private static func isSame(_ path: String?, _ other: String) -> Bool {
    guard let path, let other = try? Path.resolved(other) else { return false }
    return PathKey(path) == PathKey(other)
  }
}

/// What is looked for in the text of a git configuration without git. Pure.
struct GitConfigText {
  /// `core.worktree`.
  private(set) var worktree: String?

  init(_ text: String) {
    var isCore = false
    for line in text.utf8.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
      let line = String(decoding: line, as: UTF8.self).trimmed
      if line.utf8.first == UInt8(ascii: "[") {
        isCore = line.lowercased().utf8.starts(with: "[core]".utf8)
      } else if isCore, let equals = line.utf8.firstIndex(of: UInt8(ascii: "=")) {
        let name = String(line[..<equals]).trimmed.lowercased()
        if name == "worktree" { worktree = String(line[line.utf8.index(after: equals)...]).trimmed }
      }
    }
  }
}
