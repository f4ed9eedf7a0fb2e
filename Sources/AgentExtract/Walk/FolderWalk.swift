import AgentCore
import AgentSystem
import Glibc

/// Walks a folder in a fixed order: sorted by name, everything that the ignore files leave in.
///
/// Links are not followed: what they lead to inside of the folder is read at its own place, and what lies
/// outside is none of its content. So there are no loops.
struct FolderWalk {
  enum Entry: Equatable {
    case file(path: String, name: String)
    /// A folder, before its contents.
    case folder(path: String, name: String)
    /// Something that is not read, and why.
    case skipped(name: String, reason: String)
    /// A folder that could not be listed.
    case failed(name: String, error: AgentError)
  }

  /// Deeper folders are told and left out.
  static let depthLimit = 200

  let root: String
  /// The path as the user gave it, under which names are told.
  let shownRoot: String
  let usesIgnoreFiles: Bool

  init(root: String, shownRoot: String, usesIgnoreFiles: Bool) {
    self.root = root
    var shown = Substring(shownRoot)
    while shown.count > 1, shown.last == "/" { shown.removeLast() }
    self.shownRoot = String(shown)
    self.usesIgnoreFiles = usesIgnoreFiles
  }

  /// Calls `visit` for each entry.
  func run(_ visit: (Entry) throws -> Void) throws {
    let rules = usesIgnoreFiles ? inheritedRules() : IgnoreRules()
    try walk(root, shown: shownRoot, rules: rules, depth: 0, visit)
  }

  private func walk(
    _ folder: String, shown: String, rules: IgnoreRules, depth: Int, _ visit: (Entry) throws -> Void
  ) throws {
    let names: [String]
    do {
      names = try Files.list(folder)
    } catch {
      var failure = AgentError(error)
      failure.object = nil
      try visit(.failed(name: shown, error: failure))
      return
    }
    var rules = rules
    if usesIgnoreFiles, names.contains(".gitignore"), let text = Self.text(Path.join(folder, ".gitignore")) {
      rules.add(text, folder: folder)
    }
    for name in names {
      let path = Path.join(folder, name)
      let shownPath = shown == "." ? name : Path.join(shown, name)
      guard let status = try? Files.status(path, followLinks: false) else { continue }
      let isDirectory = status.st_mode & S_IFMT == S_IFDIR
      if isDirectory, IgnoreRules.alwaysSkipped.contains(name) { continue }
      if ignores(path, isDirectory, rules) { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR where depth < Self.depthLimit:
        try visit(.folder(path: path, name: shownPath))
        try walk(path, shown: shownPath, rules: rules, depth: depth + 1, visit)
      case S_IFDIR: try visit(.skipped(name: shownPath, reason: "nested too deeply"))
      case S_IFREG: try visit(.file(path: path, name: shownPath))
      case S_IFLNK: try visit(.skipped(name: shownPath, reason: "a link"))
      default: try visit(.skipped(name: shownPath, reason: "not a regular file"))
      }
    }
  }

  /// Where no ignore file speaks, the built-in list does.
  private func ignores(_ path: String, _ isDirectory: Bool, _ rules: IgnoreRules) -> Bool {
    if !usesIgnoreFiles { return false }
    return (rules.isEmpty ? builtIn : rules).ignores(path, isDirectory: isDirectory)
  }

  private var builtIn: IgnoreRules {
    var rules = IgnoreRules()
    rules.add(IgnoreRules.builtIn, folder: root)
    return rules
  }

  /// The rules of the repository around the folder: its exclude file, and the ignore files from its top down.
  private func inheritedRules() -> IgnoreRules {
    var rules = IgnoreRules()
    var ancestors: [String] = []
    var folder = root
    while !Files.exists(Path.join(folder, ".git")) {
      let parent = Path.parent(folder)
      if parent == folder { return rules }
      ancestors.insert(parent, at: 0)
      folder = parent
    }
    if let text = Self.text(Path.join(folder, ".git/info/exclude")),
      text.split(separator: "\n").contains(where: { IgnorePattern(String($0)) != nil })
    {
      rules.add(text, folder: folder)
    }
    for ancestor in ancestors {
      if let text = Self.text(Path.join(ancestor, ".gitignore")) { rules.add(text, folder: ancestor) }
    }
    return rules
  }

  /// An ignore file's text; a link, a device or a huge file is none.
  private static func text(_ path: String) -> String? {
    guard let status = try? Files.status(path), status.st_mode & S_IFMT == S_IFREG,
      let bytes = try? Files.read(path, limit: 1 << 20)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
