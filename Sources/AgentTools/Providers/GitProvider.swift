public import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem

/// `git`: branch, changed files and last commit of the workspace's repository.
///
/// A repository may be anybody's, and git does what its configuration says. So git runs confined, and everything
/// in the configuration that names a program is overridden: file system monitor, hooks, filters, signatures,
/// transports. Where it cannot be confined, only the name of the branch is told, which a file says.
public final class GitProvider: ContextProvider {
  public let name = "git"
  public let mayWait = true

  /// Milliseconds; a repository that needs longer is told of without the files that git does not know.
  private static let patience = 1000
  private static let outputLimit = 256 << 10

  private let isLarge = Monitor(false)

  public init() {}

  public func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution? {
    let root = Workspace.directoriesToRepositoryRoot(from: context.tree.workspace).last ?? ""
    guard let place = GitPlace(root) else { return nil }
    guard let state = try ask(root, place, context) ?? head(place) else { return nil }
    return ContextContribution(provider: name, words: state.text)
  }

  private func head(_ place: GitPlace) -> GitState? {
    read("HEAD", limit: 4096, in: place.directory).map(GitState.init(head:))
  }

  /// A file of git's, through no link that leads elsewhere.
  private func read(_ path: String, limit: Int, in directory: String) -> String? {
    guard let tree = try? ConfinedTree(workspace: directory), let file = try? tree.openFile(path),
      let bytes = try? IO.readToEnd(file.raw, limit: limit, of: path)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// - Returns: nil where git or the sandbox is not there, or git says nothing of the directory.
  private func ask(_ root: String, _ place: GitPlace, _ context: ToolContext) throws(AgentError)
    -> GitState?
  {
    guard let sandbox = try? SiblingProgram.find("agent-sandbox", environment: context.environment) else {
      return nil
    }
    let policy = SandboxPolicy(workspace: root, readable: place.readable(beside: root))
    let command = [sandbox] + policy.options + ["--"]
    let deadline = min(context.deadline, .after(milliseconds: Self.patience))
    func run(_ settings: [(String, String)], _ script: String) throws(AgentError) -> BoundedRun.Result {
      do throws(SystemError) {
        return try BoundedRun.run(
          command + ["/usr/bin/env"] + Self.variables(settings) + ["/bin/sh", "-c", script],
          environment: context.environment, directory: root, input: [], outputLimit: Self.outputLimit,
          deadline: deadline, cancellation: context.cancellation)
      } catch {
        throw AgentError(error)
      }
    }
    var settings = Self.settings
    if mayHaveFilters(place) {
      let listed = try run(settings, "git config --list -z --name-only")
      guard listed.ending == .exited(.code(0)), listed.dropped == 0 else { return nil }
      settings += Self.overrides(names: listed.output)
    }
    let hasUntracked = !isLarge.withLock { $0 }
    let result = try run(settings, Self.script(hasUntracked: hasUntracked))
    if result.ending == .timedOut, hasUntracked { isLarge.withLock { $0 = true } }
    guard result.ending == .exited(.code(0)) else { return nil }
    return GitState(parsing: result.output, hasUntracked: hasUntracked)
  }

  /// Whether the repository's configuration could name filters. Names of sections are spelled out there, whatever
  /// else is in it; only another file may hold more.
  private func mayHaveFilters(_ place: GitPlace) -> Bool {
    guard let text = read("config", limit: 1 << 20, in: place.common)?.lowercased() else { return true }
    return ["filter", "include", "worktreeconfig"].contains { text.contains($0) }
  }

  static func script(hasUntracked: Bool) -> String {
    """
    git log -1 -s --no-show-signature --no-mailmap --no-color --format='%h %s' 2>/dev/null | head -c 400
    echo
    exec git status --porcelain=v2 --branch --no-ahead-behind --no-renames --ignore-submodules=all \
    --untracked-files=\(hasUntracked ? "normal" : "no")
    """
  }

  /// What no repository may decide.
  static let settings = [
    ("core.fsmonitor", "false"), ("core.hooksPath", "/dev/null"), ("core.pager", "cat"),
    ("core.sshCommand", "false"), ("core.askPass", "false"), ("core.editor", "false"),
    ("log.showSignature", "false"), ("gpg.program", "false"), ("safe.bareRepository", "explicit"),
    ("protocol.allow", "never"),
  ]

  /// Settings that take the programs away from every filter among the names, which end in NUL bytes.
  static func overrides(names: String) -> [(String, String)] {
    var filters: [String] = []
    for name in names.split(separator: "\0") where name.lowercased().hasPrefix("filter.") {
      let rest = name.dropFirst("filter.".count)
      guard let dot = rest.lastIndex(of: ".") else { continue }
      let filter = String(rest[..<dot])
      if !filters.contains(filter) { filters.append(filter) }
    }
    return filters.flatMap { filter in
      [
        ("filter.\(filter).clean", ""), ("filter.\(filter).smudge", ""), ("filter.\(filter).process", ""),
        ("filter.\(filter).required", "false"),
      ]
    }
  }

  /// Settings as git takes them from its environment, where no character has a meaning.
  static func variables(_ settings: [(String, String)]) -> [String] {
    var variables = [
      "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ATTR_NOSYSTEM=1", "GIT_OPTIONAL_LOCKS=0",
      "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0", "GIT_PAGER=cat",
      "GIT_CONFIG_COUNT=\(settings.count)",
    ]
    for (index, setting) in settings.enumerated() {
      variables.append("GIT_CONFIG_KEY_\(index)=\(setting.0)")
      variables.append("GIT_CONFIG_VALUE_\(index)=\(setting.1)")
    }
    return variables
  }
}
