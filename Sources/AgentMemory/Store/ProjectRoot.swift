import AgentSystem
import Glibc

/// The repository that a working tree belongs to: linked working trees of one share what is remembered of it.
///
/// The file `.git` that makes a linked one may be anybody's, so it counts only where the repository says the same in
/// its turn (gitrepository-layout(5)): nobody gets at the memories of another project by naming it.
enum ProjectRoot {
  private static let textLimit = 1 << 13

  /// - Parameter root: the top of a working tree.
  /// - Returns: the top of the main one, or of the repository where that has none; else `root` itself.
  static func of(_ root: String) -> String {
    let entry = Path.join(root, ".git")
    guard let own = line(of: entry, after: "gitdir: ").flatMap({ resolved($0, in: root) }),
      let common = line(of: Path.join(own, "commondir")).flatMap({ resolved($0, in: own) }),
      Path.relative(own, to: Path.join(common, "worktrees")) != nil,
      let back = line(of: Path.join(own, "gitdir")).flatMap({ resolved($0, in: own) }),
      let real = try? Path.resolved(entry), back.utf8.elementsEqual(real.utf8)
    else { return root }
    return Path.name(common).utf8.elementsEqual(".git".utf8) ? Path.parent(common) : common
  }

  /// The rest of the first line of a regular file, where it begins so.
  private static func line(of path: String, after start: String = "") -> String? {
    guard let status = try? Files.status(path, followLinks: false), status.st_mode & S_IFMT == S_IFREG,
      let bytes = try? Files.read(path, limit: textLimit), bytes.starts(with: start.utf8)
    else { return nil }
    let rest = bytes.dropFirst(start.utf8.count).prefix { $0 != 0x0a && $0 != 0x0d }
    return rest.isEmpty ? nil : String(validating: rest, as: UTF8.self)
  }

  private static func resolved(_ path: String, in directory: String) -> String? {
    try? Path.resolved(Path.absolute(path, base: directory))
  }
}
