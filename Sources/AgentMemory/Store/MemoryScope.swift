public import AgentCore
import AgentSystem

/// Where a memory belongs: a path such as `global`, `project/NAME-HASH`, `session/ID`, `agent/NAME` or one of
/// the user's own. What is asked of a scope is answered from it, from the paths above it, and from `global`.
public enum MemoryScope {
  public static let global = "global"
  public static let project = "project"
  /// All scopes, where one is asked for.
  public static let all = "all"
  private static let limit = 256

  /// A scope as the user spells it; `project` alone is the repository around the working directory.
  public static func parse(_ text: String, workingDirectory: String) throws(AgentError) -> String {
    if text == project {
      guard let found = ofProject(workingDirectory) else {
        throw AgentError(
          .usage, "the working directory is in no repository", object: "--scope project",
          hint: "name a scope, or run it below a directory with .git")
      }
      return found
    }
    try check(text)
    return text
  }

  public static func check(_ text: String) throws(AgentError) {
    let isSound =
      !text.isEmpty && text.utf8.count <= limit && !text.hasPrefix("/") && !text.hasSuffix("/")
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    if !isSound || text == all {
      throw AgentError(
        .badData, "is no scope", object: Terminal.sanitized(String(text.prefix(80))),
        hint: "a path such as global, project or team/alpha, at most \(limit) bytes")
    }
  }

  /// The scope of the repository that a directory lies in: by its root, never by the directory itself, and of a
  /// linked working tree that of the main one.
  public static func ofProject(_ directory: String) -> String? {
    guard let root = Workspace.directoriesToRepositoryRoot(from: directory).last,
      Files.exists(Path.join(root, ".git"))
    else { return nil }
    let real = ProjectRoot.of((try? Path.resolved(root)) ?? root)
    let name = SystemText.readable(Path.name(real)).unicodeScalars.filter { $0.value >= 0x20 && $0 != "/" }
    let hash = SHA256.hexDigest(SystemText.bytes(real)).prefix(8)
    return "\(project)/\(String(String.UnicodeScalarView(name)).prefix(60))-\(hash)"
  }

  /// A scope with those above it and the global one.
  public static func withAncestors(_ scope: String) -> [String] {
    var found = [scope]
    var current = scope
    while let slash = current.lastIndex(byte: "/") {
      current = String(current[..<slash])
      found.append(current)
    }
    if !found.contains(global) { found.append(global) }
    return found
  }
}
