public import AgentJSON

/// What holds a tool's calls back, whatever they are asked to do. Rules stand on this, not on what a description
/// says of itself.
public enum ToolConfinement: String, Sendable, CaseIterable {
  /// It opens files through the kernel's boundary alone, in this process.
  case files
  /// It runs under agent-sandbox without network.
  case sandbox
  /// It runs under agent-sandbox with the network of the host.
  case network
  /// It runs unconfined, and belongs to this installation.
  case installed
  /// Nothing holds it back.
  case none
}

/// A call that fits its schema, as the rules see it. Pure.
public struct ApprovalCall: Sendable, Equatable {
  /// A file that the call names.
  public struct NamedPath: Sendable, Equatable {
    /// Absolute, as it was spelled.
    public var spelled: String
    /// The same with links resolved, as far as it is there.
    public var resolved: String

    public init(spelled: String, resolved: String) {
      self.spelled = spelled
      self.resolved = resolved
    }
  }

  public var tool: String
  /// The class of its description: read, state, write, network or destructive.
  public var effects: String
  public var confinement: ToolConfinement
  /// Why it is not taken for as confined as it is, in a phrase.
  public var claim: String?
  public var arguments: JSON
  /// The line of shell that it runs, of a tool that runs one.
  public var commandLine: CommandLine?
  public var paths: [NamedPath]
  /// Absolute.
  public var workspace: String

  public init(
    tool: String, effects: String, confinement: ToolConfinement, claim: String? = nil, arguments: JSON,
    commandLine: CommandLine? = nil,
    paths: [NamedPath] = [], workspace: String = "/"
  ) {
    self.tool = tool
    self.effects = effects
    self.confinement = confinement
    self.claim = claim
    self.arguments = arguments
    self.commandLine = commandLine
    self.paths = paths
    self.workspace = workspace
  }
}
