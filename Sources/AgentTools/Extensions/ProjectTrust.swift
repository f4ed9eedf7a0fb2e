public import AgentCore
import AgentJSON
public import AgentSystem
import Glibc

/// Which projects' extensions may run: those that a person has trusted, as they were then. `trust.json` in the
/// runtime directory has a hash over the files for each; a project whose files are others is not trusted.
public struct ProjectTrust: Sendable {
  public enum State: Sendable, Equatable {
    /// The project has no extensions.
    case empty
    case trusted
    /// Why not, and what to do.
    case untrusted(String)
  }

  /// A project that was trusted.
  public struct Entry: Sendable, Equatable {
    /// Absolute, links resolved.
    public let directory: String
    public let hash: String
    public let time: String
  }

  private let runtime: RuntimeDirectory

  public init(_ runtime: RuntimeDirectory) { self.runtime = runtime }

  public var path: String { runtime.file("trust.json") }

  /// What all files of a project's extensions may come to.
  static let fileLimit = 2000
  static let byteLimit = 64 << 20

  /// - Parameter directory: the project's, absolute.
  public func state(of directory: String) -> State {
    let directory = (try? Path.resolved(directory)) ?? directory
    do throws(AgentError) {
      let files = try Self.files(in: directory)
      if files.isEmpty { return .empty }
      guard let entry = try entries().first(where: { $0.directory == directory }) else {
        return .untrusted("the project is not trusted (agent-tool trust \(directory))")
      }
      if try Self.hash(files, in: directory) == entry.hash { return .trusted }
      return .untrusted("has changed since the project was trusted (agent-tool trust \(directory))")
    } catch {
      return .untrusted(error.description)
    }
  }

  /// Whether a project has hooks, which nobody runs.
  public static func hasHooks(_ directory: String) -> Bool {
    Files.isDirectory(Path.join(directory, ".agent/hooks"))
  }

  /// The files whose contents are trusted, relative to the project.
  public static func files(in directory: String) throws(AgentError) -> [String] {
    var found: [String] = []
    func walk(_ relative: String) throws(AgentError) {
      for name in (try? Files.list(Path.join(directory, relative))) ?? [] {
        let path = "\(relative)/\(name)"
        let status = (try? Files.status(Path.join(directory, path), followLinks: false)) ?? nil
        if (status?.st_mode ?? 0) & S_IFMT == S_IFDIR { try walk(path) } else { found.append(path) }
        if found.count > fileLimit {
          throw AgentError(.tooLarge, "holds more than \(fileLimit) files of extensions", object: directory)
        }
      }
    }
    for kind in ExtensionKind.allCases { try walk(".agent/\(kind.rawValue)") }
    for folder in SkillCatalog.projectFolders { try walk(folder) }
    return found
  }

  /// A hash over names, modes and contents.
  static func hash(_ files: [String], in directory: String) throws(AgentError) -> String {
    var hash = SHA256()
    var left = byteLimit
    for file in files {
      let path = Path.join(directory, file)
      do throws(SystemError) {
        guard let status = try Files.status(path, followLinks: false) else { throw SystemError("stat", path) }
        let contents: [UInt8]
        switch status.st_mode & S_IFMT {
        case S_IFREG:
          contents = try Files.read(path, limit: left)
          left -= contents.count
        case S_IFLNK: contents = Array(((try? Path.resolved(path)) ?? "").utf8)
        default: contents = []
        }
        hash.update(Array("\(file)\0\(status.st_mode)\0\(SHA256.hexDigest(contents))\n".utf8))
      } catch {
        if error.number == EFBIG {
          throw AgentError(
            .tooLarge, "holds more than \(byteLimit >> 20) MiB of extensions", object: directory)
        }
        throw AgentError(error)
      }
    }
    return hash.finish().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  public func entries() throws(AgentError) -> [Entry] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try Files.readIfPresent(path, limit: 4 << 20)
    } catch {
      throw AgentError(error)
    }
    guard let bytes else { return [] }
    guard let object = (try? JSON(parsing: bytes))?["trusted"]?.object else {
      throw AgentError(.config, "is damaged", object: path, hint: "remove it, and trust the projects again")
    }
    return object.members.compactMap { member in
      guard let hash = member.value["sha256"]?.string else { return nil }
      return Entry(directory: member.key, hash: hash, time: member.value["time"]?.string ?? "")
    }
  }

  /// Trusts the extensions of a project as they are now.
  /// - Returns: the files.
  public func trust(_ directory: String, at time: Timestamp) throws(AgentError) -> [String] {
    let files = try Self.files(in: directory)
    if files.isEmpty {
      throw AgentError(.inputMissing, "has no extensions in .agent", object: directory)
    }
    let entry = Entry(
      directory: directory, hash: try Self.hash(files, in: directory), time: time.description)
    try change { $0 = $0.filter { $0.directory != directory } + [entry] }
    return files
  }

  /// - Returns: whether it was trusted.
  public func revoke(_ directory: String) throws(AgentError) -> Bool {
    var found = false
    try change { entries in
      found = entries.contains { $0.directory == directory }
      entries.removeAll { $0.directory == directory }
    }
    return found
  }

  private func change(_ body: (inout [Entry]) -> Void) throws(AgentError) {
    try runtime.prepare(.locks)
    let lock: FileLock
    do throws(SystemError) {
      lock = try FileLock.acquire(
        "\(runtime.folder(.locks))/trust.lock", until: .after(milliseconds: 10_000))
    } catch {
      throw AgentError(error)
    }
    try withExtendedLifetime(lock) { () throws(AgentError) in try replace(body) }
  }

  private func replace(_ body: (inout [Entry]) -> Void) throws(AgentError) {
    var entries = try entries()
    body(&entries)
    var object = JSONObject()
    for entry in entries.sorted(by: { $0.directory < $1.directory }) {
      object.append(entry.directory, ["sha256": .string(entry.hash), "time": .string(entry.time)])
    }
    do throws(SystemError) {
      try Files.replace(
        path, with: Array((JSON.object(["v": 1, "trusted": .object(object)]).prettyText + "\n").utf8))
    } catch {
      throw AgentError(error)
    }
  }
}
