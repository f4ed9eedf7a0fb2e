public import AgentCore
public import AgentJSON
import AgentSandbox
import AgentSystem

/// All tools that there are for a turn: those of the process, those of the installation, and the extensions of the
/// user and of the project, with what is wrong with the rest.
public struct ToolInventory: Sendable {
  /// A tool and where it comes from.
  public struct Entry: Sendable {
    public enum Origin: String, Sendable {
      case builtIn = "built-in"
      case shipped, user, project
    }

    public let tool: any Tool
    public let origin: Origin
    /// The file of an executable.
    public let path: String?

    public var name: String { tool.description.name }

    init(_ tool: any Tool) {
      self.tool = tool
      guard let executable = tool as? ExecutableTool else {
        (origin, path) = (.builtIn, nil)
        return
      }
      origin = Origin(rawValue: executable.item.origin.rawValue) ?? .user
      path = executable.item.path
    }

    /// The command of the toolkit that the tool is of, as settings name it: `memory` of `agent-memory`.
    var plugin: String? {
      guard origin == .shipped, let program = tool.description.exec.first else { return nil }
      let name = Path.name(program)
      return name.hasPrefix("agent-") ? String(name.dropFirst(6)) : nil
    }
  }

  public private(set) var entries: [Entry]
  public private(set) var problems: [ExtensionProblem] = []
  private let runner: ExtensionRunner

  /// - Parameter findsExtensions: whether the folders of the user and of the project are looked at.
  public init(_ host: ExtensionHost, findsExtensions: Bool = true) {
    runner = ExtensionRunner(host)
    entries = (ToolRegistry.builtIn(host.policy) + ToolCatalog.installed(runner)).map { Entry($0) }
    if findsExtensions { take(ExtensionCatalog(host).discover(.tools, reserved: Set(names))) }
  }

  /// Adds the tool of one file, which a person has named. Its description file grants nothing.
  /// - Throws: 66 where there is none, 77 where it cannot be one.
  public mutating func add(file path: String) throws(AgentError) -> [String] {
    let listing = ExtensionCatalog(runner.host).discover(file: path, reserved: Set(names))
    if let problem = listing.problems.first {
      throw AgentError(
        Files.exists(path) ? .sandbox : .inputMissing, problem.reason, object: path)
    }
    take(listing)
    return listing.found.map(\.name)
  }

  private mutating func take(_ listing: ExtensionCatalog.Listing) {
    entries += listing.found.map { Entry(ExecutableTool($0, runner: runner)) }
    problems += listing.problems
  }

  public var registry: ToolRegistry { ToolRegistry(entries.map(\.tool)) }
  public var names: [String] { entries.map(\.name) }

  /// Whether a selection needs what only the extension folders can have.
  public static func needsExtensions(_ selection: ToolRegistry.Selection, _ host: ExtensionHost) -> Bool {
    switch selection {
    case .none: return false
    case .standard, .all: return true
    case .named(let names):
      let known = Set(ToolInventory(host, findsExtensions: false).names)
      return !names.allSatisfy(known.contains)
    }
  }

  /// The commands whose tools belong to any turn: `view`, `show` and `observe`.
  private static let ownCommands: Set = ["extract", "tool"]

  /// What settings leave of the toolkit's own tools: `builtin_tools` names those of the process and those three,
  /// `builtin_plugins` the commands whose tools are offered; null is all. Extensions are nobody's but the user's.
  public func allowed(tools: JSON, plugins: JSON) -> [String] {
    let tools = Self.names(tools)
    let plugins = Self.names(plugins)
    return entries.filter { entry in
      switch entry.origin {
      case .user, .project: true
      case .builtIn: tools?.contains(entry.name) ?? true
      case .shipped:
        (tools?.contains(entry.name) ?? false)
          || (Self.ownCommands.contains(entry.plugin ?? "")
            ? tools == nil : plugins?.contains(entry.plugin ?? "") ?? true)
      }
    }.map(\.name)
  }

  private static func names(_ setting: JSON) -> Set<String>? {
    setting.array.map { Set($0.compactMap(\.string)) } ?? setting.string.map { [$0] }
  }
}
