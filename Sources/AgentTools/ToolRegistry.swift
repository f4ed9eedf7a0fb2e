import AgentApproval
public import AgentCore
import AgentJSON
public import AgentSandbox
import AgentSystem

/// The tools of a turn, by name.
public struct ToolRegistry: Sendable {
  public enum Selection: Sendable, Equatable {
    case none
    /// The turn's own, and others that only read.
    case standard
    case all
    case named([String])

    /// The value of `--tools`.
    public init(_ text: String) {
      switch text {
      case "none": self = .none
      case "default": self = .standard
      case "all": self = .all
      default: self = .named(ToolRegistry.names(in: text))
      }
    }
  }

  /// Names with commas between them.
  public static func names(in text: String) -> [String] {
    text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  private let tools: [any Tool]
  /// What the model is told, once it is settled.
  private var settled: [ToolDescription]?

  public init(_ tools: [any Tool]) { self.tools = tools }

  /// The tools of this process: those that are the turn's own business.
  public static func builtIn(_ policy: SandboxPolicy) -> [any Tool] {
    allBuiltIn(policy).filter { policy.mayWrite || !$0.needsWriting }
  }

  /// The same with those that a turn has only where something may be written.
  static func allBuiltIn(_ policy: SandboxPolicy) -> [any Tool] {
    let slot = SandboxSlot(policy)
    return [
      ReadTool(), ListTool(), SearchTool(), WriteTool(), EditTool(), BashTool(policy, slot),
      PythonTool(policy, slot),
    ]
  }

  /// The names of the tools of this process, in whatever sandbox.
  static var ownNames: [String] {
    allBuiltIn(SandboxPolicy(workspace: "/")).map(\.description.name) + [SkillTool.name]
  }

  /// The tools that are offered.
  public var descriptions: [ToolDescription] { tools.filter(\.isOffered).map(\.description) }

  /// What the model is told of those: see ``ToldTools``.
  public var told: [ToolDescription] { settled ?? ToldTools.of(tools) }

  public var names: [String] { descriptions.map(\.name) }

  /// What `--tools` gives a later turn the same by: those too that are found by a search only, and not the search.
  /// A tool that was given by its file has no name that another turn knows.
  public var choice: [String] {
    tools.filter { ($0 as? ExecutableTool)?.isGiven != true }.map(\.description.name)
      .filter { !ToolDisclosure.names.contains($0) }
  }

  /// Whether a call can start a program.
  public var runsPrograms: Bool { tools.contains { $0.confinement != .files } }

  public subscript(name: String) -> (any Tool)? { tools.first { $0.description.name == name } }

  /// The same with the tool that loads the skills, where there are any.
  public func offering(_ skills: [Skill]) -> ToolRegistry {
    skills.isEmpty ? self : ToolRegistry(tools + [SkillTool(skills)])
  }

  /// These tools, and more behind them.
  public func joined(with more: [any Tool]) -> ToolRegistry { ToolRegistry(tools + more) }

  /// The call that is meant: that of another tool where the named one only stands for others.
  /// - Parameter arguments: JSON text.
  public func meant(_ tool: String, _ arguments: String) -> (tool: String, arguments: String) {
    guard let json = try? JSON(parsing: arguments, depthLimit: 64),
      let target = self[tool]?.target(json), self[target.tool] != nil
    else { return (tool, arguments) }
    return (target.tool, target.arguments.text)
  }

  /// The tools with those behind a search that are too many to be told of at once; what the model is told of them
  /// stays as it is then.
  public var disclosing: ToolRegistry {
    var registry = ToolRegistry(ToolDisclosure.apply(tools))
    registry.settled = registry.told
    return registry
  }

  /// Ends what the tools have kept alive.
  public func finish() { for tool in tools { tool.finish() } }

  /// These tools and those of another registry, in the order of `all`.
  public func adding(_ names: [String], of all: ToolRegistry) throws(AgentError) -> ToolRegistry {
    if names.isEmpty { return self }
    return try all.selecting(.named(self.names + names))
  }

  func filtered(_ isWanted: (any Tool) -> Bool) -> ToolRegistry { ToolRegistry(tools.filter(isWanted)) }

  /// The chosen tools, in the order of the registry.
  /// - Throws: 64 for a name that is not there, with near matches.
  public func selecting(_ selection: Selection) throws(AgentError) -> ToolRegistry {
    switch selection {
    case .none: return ToolRegistry([])
    case .all: return self
    case .standard: return filtered { $0.description.isStandard }
    case .named(let names):
      for name in names where self[name] == nil {
        throw AgentError(
          .usage, "no such tool", object: name,
          hint: NearMatch.hint(name, in: self.names) ?? "the tools are \(self.names.joined(separator: ", "))")
      }
      return ToolRegistry(tools.filter { names.contains($0.description.name) })
    }
  }
}

extension Tool {
  /// Whether it is of use only where something may be written: the file tools that only do that.
  var needsWriting: Bool { confinement == .files && description.sideEffects == .write }
}

extension SandboxPolicy {
  /// Whether tools may write anything that stays.
  public var mayWrite: Bool { mode != .readOnly || !writable.isEmpty }
}

extension String {
  /// Without the blanks around it.
  var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
