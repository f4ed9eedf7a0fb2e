import AgentSystem
import Glibc

/// The one directory in which sessions, settings and everything else that must last is kept:
/// agent-runtime(5).
///
/// Making this value touches nothing; ``prepare(_:)`` is called before the first write.
public struct RuntimeDirectory: Sendable, Equatable {
  public let path: String

  public init(path: String) { self.path = path }

  /// `option`, else `$AGENT_RUNTIME_DIR`, else `~/.agent_runtime`.
  public init(option: String?, environment: [String: String], workingDirectory: String) {
    let chosen = option ?? environment["AGENT_RUNTIME_DIR"].flatMap { $0.isEmpty ? nil : $0 }
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
  public var runtimeLog: String { file("logs/runtime.ndjson") }

  /// Makes the directory and `folders` in it, each 0700, and refuses one that is not ours.
  public func prepare(_ folders: Folder...) throws(AgentError) {
    do {
      try Files.makeDirectory(path)
      for name in folders { try Files.makeDirectory(folder(name)) }
    } catch {
      throw AgentError(
        .io, "cannot create: \(error.reason)", object: error.object, hint: "set AGENT_RUNTIME_DIR",
        exit: .cannotCreate)
    }
  }

  /// Looks at owner and modes of the directory and of the files that hold secrets.
  ///
  /// Our own directory with wider modes is tightened. What another user owns or may write, and a readable
  /// `auth.json` or `.env`, is refused with the command that mends it.
  /// - Returns: a notice for each thing that was tightened.
  public func secure() throws(AgentError) -> [String] {
    var notices: [String] = []
    guard let status = try? Files.status(path) else { return [] }
    let mode = status.st_mode & 0o777
    if status.st_uid != geteuid(), geteuid() != 0 || mode & 0o022 != 0 {
      throw AgentError(
        .auth, "belongs to another user", object: path, hint: "chown -R \"$(id -un)\" '\(path)'")
    }
    if mode & 0o077 != 0 {
      if chmod(path, 0o700) == 0 {
        notices.append("\(path): mode \(String(mode, radix: 8)) made 700")
      } else {
        throw AgentError(.auth, "is open to others", object: path, hint: "chmod 700 '\(path)'")
      }
    }
    for secret in [authenticationFile, environmentFile, configurationFile] {
      guard let status = try? Files.status(secret, followLinks: false) else { continue }
      if status.st_uid != geteuid(), geteuid() != 0 {
        throw AgentError(
          .auth, "belongs to another user", object: secret, hint: "chown \"$(id -un)\" '\(secret)'")
      }
      let refused: UInt32 = secret == configurationFile ? 0o022 : 0o077
      if status.st_mode & S_IFMT == S_IFREG, status.st_mode & refused != 0 {
        throw AgentError(
          .auth, secret == configurationFile ? "others may write it" : "others may read it", object: secret,
          hint: "chmod 600 '\(secret)'")
      }
    }
    return notices
  }
}
