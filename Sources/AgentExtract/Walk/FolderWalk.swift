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
    let top = usesIgnoreFiles ? Workspace.directoriesToRepositoryRoot(from: root).last ?? root : root
    try walk(
      root, shown: shownRoot, rules: usesIgnoreFiles ? inherited(from: top) : Rules(top: top), depth: 0, visit
    )
  }

  private func walk(
    _ folder: String, shown: String, rules: Rules, depth: Int, _ visit: (Entry) throws -> Void
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
    if usesIgnoreFiles, names.contains(".gitignore") {
      rules.add(Path.join(folder, ".gitignore"), for: folder)
    }
    for name in names {
      let path = Path.join(folder, name)
      let shownPath = shown == "." ? name : Path.join(shown, name)
      guard let status = try? Files.status(path, followLinks: false) else { continue }
      let isDirectory = status.st_mode & S_IFMT == S_IFDIR
      if isDirectory, IgnoreRules.alwaysSkipped.contains(name) { continue }
      if usesIgnoreFiles, rules.ignore(path, isDirectory: isDirectory, below: root) { continue }
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

  /// The rules of the repository around the folder: its exclude file, and the ignore files from its top down.
  private func inherited(from top: String) -> Rules {
    var rules = Rules(top: top)
    rules.add(Path.join(top, ".git/info/exclude"), for: top)
    for folder in Workspace.directoriesToRepositoryRoot(from: root).dropFirst().reversed() {
      rules.add(Path.join(folder, ".gitignore"), for: folder)
    }
    return rules
  }

  /// The ignore files that speak, with the directory that their places are told from.
  private struct Rules {
    /// The repository's root, or the folder itself where there is none.
    let top: String
    private var rules = IgnoreRules()

    init(top: String) { self.top = top }

    /// Adds a file when it is there and says anything. A link, a device or a huge file says nothing.
    mutating func add(_ path: String, for folder: String) {
      guard let status = try? Files.status(path), status.st_mode & S_IFMT == S_IFREG,
        let bytes = try? Files.read(path, limit: 1 << 20), let place = Path.relative(folder, to: top)
      else { return }
      let more = rules.adding(bytes, in: place == "." ? "" : place)
      if !more.isEmpty { rules = more }
    }

    /// Where no ignore file speaks, the built-in list does.
    func ignore(_ path: String, isDirectory: Bool, below root: String) -> Bool {
      if rules.isEmpty {
        return IgnoreRules.builtIn.isIgnored(Path.relative(path, to: root) ?? path, isDirectory: isDirectory)
      }
      return rules.isIgnored(Path.relative(path, to: top) ?? path, isDirectory: isDirectory)
    }
  }
}
