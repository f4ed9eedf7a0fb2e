public import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// An executable that is asked at a point.
public struct Hook: Sendable, Equatable {
  public let name: String
  public let path: String
  public let settings: HookSettings

  public init(name: String, path: String, settings: HookSettings = HookSettings()) {
    self.name = name
    self.path = path
    self.settings = settings
  }
}

/// The hooks of a runtime directory: the executables in `hooks/POINT.d/`, in the order of their names.
///
/// Hooks are the user's own programs and rules, so they are looked after like the directory's other files: what
/// somebody else may have written is refused, and so are settings that cannot be read. Where there are none,
/// finding that out is one directory listing.
public struct HookSet: Sendable {
  private var hooks: [HookPoint: [Hook]] = [:]
  /// Things that look like hooks and are not run, each worth a line to the user.
  public private(set) var notices: [String] = []

  public init() {}

  /// - Throws: 77 for a hook that another user owns or may write, 78 for settings that make no sense.
  public init(_ runtime: RuntimeDirectory) throws(AgentError) {
    let folder = runtime.folder(.hooks)
    let names: [String]
    do {
      names = try Files.list(folder)
    } catch {
      if error.number == ENOENT { return }
      throw AgentError(error)
    }
    for name in names where !Self.isHidden(name) {
      let points = HookPoint.of(directory: name)
      let directory = Path.join(folder, name)
      if points.isEmpty {
        guard Files.isDirectory(directory) else {
          if !HookPoint.named(name).isEmpty {
            notices.append("hooks/\(name): is a file and not run; what is in hooks/\(name).d/ is")
          }
          continue
        }
        let point = name.hasSuffix(".d") ? String(name.dropLast(2)) : name
        let near = NearMatch.hint(point, in: HookPoint.names).map { " (\($0))" } ?? ""
        notices.append("hooks/\(name): no such point\(near); nothing in it is run")
        continue
      }
      let found = try load(directory)
      for point in points { hooks[point, default: []] += found }
    }
    // Claude Code's names and ours may both be there.
    for point in hooks.keys { hooks[point]?.sort { ($0.name, $0.path) < ($1.name, $1.path) } }
  }

  public var isEmpty: Bool { hooks.allSatisfy(\.value.isEmpty) }

  public subscript(point: HookPoint) -> [Hook] { hooks[point] ?? [] }

  // MARK: - Files

  private mutating func load(_ directory: String) throws(AgentError) -> [Hook] {
    guard let status = try OwnFile.status(directory), status.st_mode & S_IFMT == S_IFDIR else { return [] }
    let names: [String]
    do {
      names = try Files.list(directory)
    } catch {
      throw AgentError(error)
    }
    var found: [Hook] = []
    for name in names where !Self.isHidden(name) {
      let path = Path.join(directory, name)
      // A folder or a link to nothing is no hook, whoever it belongs to.
      guard let kind = (try? Files.status(path)) ?? nil, kind.st_mode & S_IFMT == S_IFREG else { continue }
      if kind.st_mode & 0o111 == 0 {
        if !name.hasSuffix(".json") { notices.append("\(path): is not executable and not run (chmod +x)") }
        continue
      }
      _ = try OwnFile.status(path)
      found.append(Hook(name: name, path: path, settings: try Self.settings(path + ".json")))
    }
    return found
  }

  private static func settings(_ path: String) throws(AgentError) -> HookSettings {
    if try OwnFile.status(path) == nil { return HookSettings() }
    let json: JSON
    do {
      json = try JSON(parsing: try Files.read(path, limit: 64 << 10))
    } catch let error as JSONError {
      throw AgentError(.config, "invalid JSON: \(error)", object: path)
    } catch {
      throw AgentError(wrapping: error)
    }
    return try HookSettings(parsing: json, source: path)
  }

  private static func isHidden(_ name: String) -> Bool { name.hasPrefix("_") || name.hasPrefix(".") }
}
