public import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem

/// All tools that there are for a turn: those of the process, those of the installation, and the extensions of the
/// user and of the project, with what settings and the sandbox leave of them, and what is wrong with the rest.
///
/// It is the one place that says so: to a turn, and to agent-tool in all its verbs.
public struct ToolInventory: Sendable {
  /// A tool and where it comes from.
  public struct Entry: Sendable {
    public enum Origin: String, Sendable {
      case builtIn = "built-in"
      case shipped, user, project, mcp
    }

    /// Why a tool is there and cannot be had.
    public enum Lack: Sendable, Equatable {
      /// A setting leaves it out.
      case off(BuiltInSettings.Key)
      /// The turn may write nothing.
      case readOnly
    }

    public let tool: any Tool
    public let origin: Origin
    /// The file of an executable.
    public let path: String?
    /// The plugin that it belongs to.
    public let plugin: String?
    public internal(set) var lack: Lack?

    public var name: String { tool.description.name }

    public init(_ tool: any Tool, origin: Origin = .builtIn) {
      self.tool = tool
      guard let executable = tool as? ExecutableTool else {
        (self.origin, path, plugin) = (origin, nil, nil)
        return
      }
      self.origin = Origin(rawValue: executable.item.origin.rawValue) ?? .user
      path = executable.item.path
      plugin = executable.plugin
    }
  }

  public private(set) var entries: [Entry]
  public private(set) var problems: [ExtensionProblem] = []
  public let settings: BuiltInSettings
  private let runner: ExtensionRunner
  /// The names of what is shipped, whether it can run or not, and of what stands for hidden tools.
  private let reserved: Set<String>

  /// What the process and the installation have; ``findExtensions()`` adds the rest.
  public init(_ host: ExtensionHost, _ settings: BuiltInSettings) {
    self.settings = settings
    let runner = ExtensionRunner(host)
    self.runner = runner
    let shipped = ShippedCatalog(host, [.tools]).items
    reserved = Set(shipped.map(\.name) + ToolDisclosure.names)
    let tools =
      ToolRegistry.allBuiltIn(host.policy)
      + shipped.compactMap(\.found).map { ExecutableTool($0, runner: runner) as any Tool }
    entries = tools.map { tool in
      var entry = Entry(tool)
      if let key = settings.refusal(tool: entry.name, of: entry.plugin) {
        entry.lack = .off(key)
      } else if !host.policy.mayWrite, tool.needsWriting {
        entry.lack = .readOnly
      }
      return entry
    }
  }

  /// Adds what is in the folders of the user and of the project.
  public mutating func findExtensions() {
    take(ExtensionCatalog(runner.host).discover(.tools, reserved: reserved.union(names)))
  }

  /// Adds the tool of one file, which a person has named. Its description file grants nothing.
  /// - Throws: 66 where there is none, 77 where it cannot be one.
  public mutating func add(file path: String) throws(AgentError) -> [String] {
    let listing = ExtensionCatalog(runner.host).discover(file: path, reserved: reserved.union(names))
    if let problem = listing.problems.first {
      throw AgentError(
        Files.exists(path) ? .sandbox : .inputMissing, problem.reason, object: path)
    }
    take(listing, isGiven: true)
    return listing.found.map(\.name)
  }

  private mutating func take(_ listing: ExtensionCatalog.Listing, isGiven: Bool = false) {
    entries += listing.found.map { Entry(ExecutableTool($0, runner: runner, isGiven: isGiven)) }
    problems += listing.problems
  }

  public var names: [String] { entries.map(\.name) }

  /// The names of what a plugin of the toolkit ships.
  public func names(of plugin: String) -> [String] {
    entries.filter { $0.plugin == plugin }.map(\.name)
  }

  /// Whether a selection needs what only the extension folders can have.
  public func needsExtensions(_ selection: ToolRegistry.Selection) -> Bool {
    switch selection {
    case .none: false
    case .standard, .all: true
    case .named(let names): !Set(names).isSubset(of: self.names)
    }
  }

  // MARK: - What is offered

  /// What can be had where it is named: a setting leaves nothing out of that.
  public var registry: ToolRegistry {
    ToolRegistry(entries.filter { $0.lack != .readOnly }.map(\.tool))
  }

  /// What is offered where nothing is named: what settings leave of the toolkit's own and would be offered anyway, or
  /// is named by them, and all extensions.
  public var standard: ToolRegistry {
    let named = settings.tools ?? []
    return ToolRegistry(
      entries.filter { entry in
        let isAskedFor = entry.plugin.map { settings.overrides[$0] == true } ?? false
        return entry.lack == nil
          && (entry.tool.description.isStandard || named.contains(entry.name) || isAskedFor)
      }.map(\.tool))
  }

  /// - Throws: 64 for the name of a tool that this turn cannot have.
  public func require(_ names: [String]) throws(AgentError) {
    for entry in entries where entry.lack == .readOnly && names.contains(entry.name) {
      throw AgentError(
        .usage, "is not there where nothing may be written", object: entry.name,
        hint: "-w makes the workspace writable, --writable DIR adds a directory")
    }
  }
}
