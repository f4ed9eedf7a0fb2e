import AgentSystem
import Glibc

/// The one directory in which sessions, settings and everything else that must last is kept:
/// agent-runtime(5).
///
/// Making this value touches nothing; ``prepare(_:)`` is called before the first write.
public struct RuntimeDirectory: Sendable, Equatable {
  public let path: String

  public init(path: String) { self.path = path }

  /// `option`, else `$AGENT_RUNTIME_DIR`, else `~/.agent_runtime`. An empty one counts as not given.
  public init(option: String?, environment: [String: String], workingDirectory: String) {
    let chosen = [option, environment["AGENT_RUNTIME_DIR"]].compactMap(\.self).first { !$0.isEmpty }
    let home = ProcessEnvironment.homeDirectory(environment)
    path = Path.absolute(chosen ?? Path.join(home, ".agent_runtime"), base: workingDirectory)
  }

  /// The directories that live below it.
  public enum Folder: String, Sendable, CaseIterable {
    case prompts, tools, providers, commands, hooks, skills, sessions, blobs, live, locks, keys, workfolder
    case images, browser, logs, cache
  }

  public func folder(_ folder: Folder) -> String { "\(path)/\(folder.rawValue)" }
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  public var configurationFile: String { file("agent_config.json") }
  public var environmentFile: String { file(".env") }
  public var authenticationFile: String { file("auth.json") }
  public var rulesFile: String { file("rules.json") }
  public var runtimeLog: String { file("logs/runtime.ndjson") }

  /// Makes the directory and `folders` in it, each 0700. Whether one that was there is safe to use is for
  /// ``secure()`` to say.
  public func prepare(_ folders: Folder...) throws(AgentError) {
    do {
      try Files.makeDirectory(path)
      for name in folders { try Files.makeDirectory(folder(name)) }
    } catch {
      if error.isOfTheSystem { throw AgentError(error) }
      throw AgentError(
        .io, "cannot create: \(error.reason)", object: error.object, hint: "set AGENT_RUNTIME_DIR",
        exit: .cannotCreate)
    }
  }

  // MARK: - Owner and modes

  /// Looks at owner and modes of the directory and of the files that hold secrets.
  ///
  /// Our own directory with wider modes is tightened. What another user owns or may write, and a readable
  /// `auth.json` or `.env`, is refused with the command that mends it; so is a directory that others use too
  /// and that holds nothing of ours, such as `/tmp` or a home, which nobody wants to see closed.
  /// - Returns: a notice for each thing that was tightened.
  public func secure() throws(AgentError) -> [String] {
    guard let status = try visibleStatus(path) else { return [] }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw AgentError(.config, "is not a directory", object: path, hint: "set AGENT_RUNTIME_DIR to one")
    }
    try refuseForeign(path, status)
    for (file, refused): (String, UInt32) in [
      (authenticationFile, 0o077), (environmentFile, 0o077), (configurationFile, 0o022),
      (rulesFile, 0o022),
    ] {
      guard let status = try visibleStatus(file) else { continue }
      try refuseForeign(file, status)
      if status.st_mode & S_IFMT == S_IFREG, status.st_mode & refused != 0 {
        throw AgentError(
          .auth, refused == 0o022 ? "others may write it" : "others may read it", object: file,
          hint: "chmod 600 \(file.quotedForShell)")
      }
    }
    let isOpen = status.st_mode & 0o077 != 0
    if isOpen, path == "/" || status.st_mode & UInt32(S_ISVTX) != 0 || !isRuntimeDirectory() {
      throw AgentError(
        .auth, "is open to others and no runtime directory", object: path,
        hint: "set AGENT_RUNTIME_DIR to a directory of its own")
    }
    var tightened = try tighten(path, status).map { [$0] } ?? []
    for name in Folder.allCases {
      let folder = folder(name)
      guard let status = try visibleStatus(folder), status.st_mode & S_IFMT == S_IFDIR else { continue }
      try refuseForeign(folder, status)
      if let notice = try tighten(folder, status) { tightened.append(notice) }
    }
    return tightened
  }

  /// Closes a directory of ours to others.
  /// - Returns: a notice when it was open.
  private func tighten(_ path: String, _ status: stat) throws(AgentError) -> String? {
    if status.st_mode & 0o077 == 0 { return nil }
    if chmod(path.system, 0o700) != 0 {
      throw AgentError(.auth, "is open to others", object: path, hint: "chmod 700 \(path.quotedForShell)")
    }
    return "\(path): mode \(String(status.st_mode & 0o777, radix: 8)) made 700"
  }

  /// nil where there is nothing, or nothing that we may see. What fails otherwise is told: a file whose owner
  /// is not known is not used.
  private func visibleStatus(_ path: String) throws(AgentError) -> stat? {
    do throws(SystemError) {
      return try Files.status(path)
    } catch {
      if error.isOfTheSystem { throw AgentError(error) }
      return nil
    }
  }

  /// What belongs to another user is refused to root too: the files that root would leave there could not be
  /// read by their owner.
  private func refuseForeign(_ path: String, _ status: stat) throws(AgentError) {
    if status.st_uid == geteuid() { return }
    throw AgentError(
      .auth, "belongs to another user", object: path, hint: "chown -R \"$(id -un)\" \(path.quotedForShell)")
  }

  /// Whether the directory is empty or has something in it that only a runtime directory has.
  private func isRuntimeDirectory() -> Bool {
    guard let names = try? Files.list(path) else { return false }
    return names.isEmpty || names.contains { Self.marks.contains($0) }
  }

  private static let marks: Set<String> = [
    "agent_config.json", "auth.json", "rules.json", "planner.json", "memory.json", "wakeups.json",
    "memory.db",
    "wake.db", "budgets.json", "sessions", "blobs", "live", "locks", "keys", "workfolder",
  ]
}
