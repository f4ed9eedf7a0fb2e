/// The ignore files that hold in some directory of a tree: those of the directories above it, outermost
/// first. A pure value; whoever walks the tree reads the files.
public struct IgnoreRules: Sendable {
  private struct File: Sendable {
    /// Number of directories between the root of the walk and the file.
    let depth: Int
    let patterns: [IgnorePattern]
  }

  private var files: [File] = []

  public init() {}

  /// Whether no ignore file has spoken.
  public var isEmpty: Bool { files.isEmpty }

  /// These rules and those of one more ignore file; one without patterns says nothing.
  /// - Parameter directory: where it lies, relative to the root of the walk; empty for the root itself.
  public func adding(_ contents: [UInt8], in directory: String) -> IgnoreRules {
    var rules = self
    let patterns = contents.split(separator: 0x0a).compactMap { IgnorePattern($0) }
    if patterns.isEmpty { return self }
    rules.files.append(File(depth: Self.names(directory).count, patterns: patterns))
    return rules
  }

  /// Whether `path`, relative to the root of the walk, is ignored. The last pattern that fits decides, and a
  /// file deeper in the tree comes after one above it. What lies in an ignored directory is not asked about:
  /// the walk does not go there.
  public func isIgnored(_ path: String, isDirectory: Bool) -> Bool {
    let names = Self.names(path)
    for file in files.reversed() where names.count > file.depth {
      let below = names[file.depth...]
      if let pattern = file.patterns.last(where: { $0.matches(below, isDirectory: isDirectory) }) {
        return !pattern.isNegated
      }
    }
    return false
  }

  private static func names(_ path: String) -> [[UInt8]] {
    path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
  }

  /// The folders of version control systems, which are left out whatever the rules say.
  public static let alwaysSkipped: Set<String> = [".git", ".hg", ".svn", ".bzr", ".jj", "CVS"]

  /// What nobody wants read where no ignore file says anything: fetched and built things, caches, locks.
  public static let builtIn = IgnoreRules().adding(
    Array(
      """
      node_modules/
      bower_components/
      .venv/
      venv/
      __pycache__/
      .mypy_cache/
      .pytest_cache/
      .ruff_cache/
      .tox/
      .gradle/
      .build/
      .next/
      .cache/
      .terraform/
      .DS_Store
      .idea/
      .vscode/
      .env
      .env.*
      *.pyc
      *.o
      *.class
      *.min.js
      *.min.css
      *.map
      package-lock.json
      yarn.lock
      pnpm-lock.yaml
      Cargo.lock
      poetry.lock
      composer.lock
      Gemfile.lock
      Package.resolved
      target/
      *.so
      *.a
      *.swp
      *~
      """.utf8), in: "")
}
