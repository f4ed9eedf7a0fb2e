import AgentSystem

/// The ignore files that speak for a folder, from the weakest to the strongest.
struct IgnoreRules: Sendable {
  private struct File: Sendable {
    /// The folder for which it speaks, as a path without a trailing slash.
    let folder: String
    let patterns: [IgnorePattern]
  }

  private var files: [File] = []

  var isEmpty: Bool { files.isEmpty }

  /// Adds a stronger file. `text` is its content.
  mutating func add(_ text: String, folder: String) {
    let patterns = text.split(separator: "\n").compactMap { IgnorePattern(String($0)) }
    files.append(File(folder: folder, patterns: patterns))
  }

  /// Whether the rules leave a path out. The strongest file with a pattern that matches decides, in it the
  /// last such pattern.
  func ignores(_ path: String, isDirectory: Bool) -> Bool {
    for file in files.reversed() {
      guard let below = Path.relative(path, to: file.folder) else { continue }
      for pattern in file.patterns.reversed() where pattern.matches(below, isDirectory: isDirectory) {
        return !pattern.isNegated
      }
    }
    return false
  }

  /// What nobody wants read where no ignore file says anything: fetched and built things, caches, locks.
  static let builtIn = """
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
    """

  /// The folders of version control systems, which are left out whatever the rules say.
  static let alwaysSkipped: Set<String> = [".git", ".hg", ".svn", ".bzr", ".jj", "CVS"]
}
