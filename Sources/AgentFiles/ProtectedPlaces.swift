import AgentCore
import AgentSystem
import CAgentSystem
import Glibc

/// What in a writable directory stays read-only: where git and agents would take orders from. The same places
/// that agent-sandbox keeps commands from (protect.c); a test compares the two lists.
///
/// Places are known by what they are, not by how they are spelled: whatever link or second name leads into one, it
/// is the same directory.
struct ProtectedPlaces {
  /// At the top of a writable directory: configuration of agents and of what runs programs on entering it.
  static let configuration = [
    ".agent", ".agents", ".claude", ".codex", ".cursor", ".gemini", ".vscode", ".envrc", ".mcp.json",
  ]
  /// In a directory of git's own.
  static let git = ["hooks", "config", "commondir", "config.worktree", "modules", "worktrees"]

  private let roots: [Int32]

  /// - Parameter roots: the writable directories, open.
  init(_ roots: [Int32]) { self.roots = roots }

  /// Why `name` in an open directory must stay as it is, or nil. Throws where the directory is in none of the
  /// roots any more.
  func reason(against name: String, in directory: Int32, path: String) throws(AgentError) -> String? {
    let chain = try ancestors(of: directory, path)
    let known = roots.compactMap { root in FileIdentity(root).map { (root, $0) } }
    guard known.contains(where: { chain.contains($0.1) }) else {
      throw AgentError(.sandbox, "has left the workspace", object: path)
    }
    for (root, identity) in known {
      if chain.first == identity, let reason = reason(atTop: root, name) { return reason }
      let repository = repository(root)
      if let repository, chain.first == repository.identity, Self.git.contains(name.lowercased()) {
        return "belongs to the configuration of git"
      }
      if let repository,
        let place = Self.git.first(where: { place in
          FileIdentity(repository.prefix + place, in: root).map(chain.contains) ?? false
        })
      {
        return "lies in git's \(place)"
      }
      let named = gitPaths(root).filter { $0 != identity }
      if named.contains(where: { chain.contains($0) || FileIdentity(name, in: directory) == $0 }) {
        return "is where git's configuration says that hooks or settings are"
      }
      if let place = configurationNames(root).first(where: { place in
        FileIdentity(place, in: root).map(chain.contains) ?? false
      }) {
        return "lies in \(place), which agents take orders from"
      }
    }
    return nil
  }

  private func reason(atTop root: Int32, _ name: String) -> String? {
    let plain = name.lowercased()
    if plain == ".git" { return "is the repository of git" }
    if Self.configuration.contains(plain) || plain.hasPrefix(bytes: ".agent") {
      return "is configuration that agents take orders from"
    }
    return nil
  }

  /// The names at the top of a root that are protected and there, or may be.
  private func configurationNames(_ root: Int32) -> [String] {
    let others = ((try? Files.list(root, path: ".")) ?? []).filter {
      $0.lowercased().hasPrefix(bytes: ".agent")
    }
    return Self.configuration + others.filter { !Self.configuration.contains($0) }
  }

  /// What git's configuration names, as far as it is there.
  private func gitPaths(_ root: Int32) -> [FileIdentity] {
    let configuration = openat(root, ".git/config", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard configuration >= 0 else { return [] }
    defer { close(configuration) }
    var bytes = [UInt8](repeating: 0, count: GitPaths.sizeLimit)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(configuration, $0.baseAddress, $0.count) }
    return GitPaths.parse(Array(bytes.prefix(max(0, count)))).compactMap { FileIdentity($0, in: root) }
  }

  /// Where git keeps its own: `.git`, or the root itself where that is a bare repository.
  private func repository(_ root: Int32) -> (identity: FileIdentity, prefix: String)? {
    if let identity = FileIdentity(".git", in: root) { return (identity, ".git/") }
    let isBare = ["HEAD", "objects", "refs"].allSatisfy { FileIdentity($0, in: root) != nil }
    guard isBare, let identity = FileIdentity(root) else { return nil }
    return (identity, "")
  }

  /// The directory itself and those above it, up to the root of the file system.
  private func ancestors(of directory: Int32, _ path: String) throws(AgentError) -> [FileIdentity] {
    var chain: [FileIdentity] = []
    var current = dup(directory)
    defer { close(current) }
    while let identity = FileIdentity(current), chain.last != identity, chain.count < 256 {
      chain.append(identity)
      let parent = openat(current, "..", csystem_o_path() | O_DIRECTORY | O_CLOEXEC)
      if parent < 0 { break }
      close(current)
      current = parent
    }
    if chain.isEmpty { throw AgentError(SystemError("fstat", path)) }
    return chain
  }
}
