public import AgentApproval
public import AgentCore
public import AgentJSON
import AgentSandbox

/// A tool that is an executable with a description: one of the installation, of the user or of a project.
public struct ExecutableTool: Tool {
  public let item: Extension
  /// Whether somebody named its file for this turn.
  public let isGiven: Bool
  private let runner: ExtensionRunner

  public var description: ToolDescription { item.description.tool }

  /// The plugin that it belongs to: only what the installation brings is of one.
  public var plugin: String? { item.origin == .shipped ? item.description.plugin : nil }

  /// What rules stand on: a call that the description calls worse than its sandbox is not taken for confined.
  public var confinement: ToolConfinement {
    let policy = runner.host.policy
    if item.origin == .shipped, item.isUnconfined || policy.mode == .off { return .installed }
    switch description.sideEffects {
    case .destructive: return .none
    case .network: return .network
    case .read, .state, .write: return item.origin == .shipped ? .sandbox : policy.confinement
    }
  }

  public var claim: String? {
    let policy = runner.host.policy
    if item.origin == .shipped || item.isUnconfined || policy.mode == .off { return nil }
    let hasNetwork = policy.network == .host || item.description.grants.network
    switch description.sideEffects {
    case .destructive: return "it counts as destructive"
    case .network: return hasNetwork ? nil : "it counts as a tool that uses the network"
    case .read, .state, .write: return nil
    }
  }

  public var weakness: String? { item.isUnconfined ? nil : runner.weakness }

  public init(_ item: Extension, runner: ExtensionRunner, isGiven: Bool = false) {
    self.item = item
    self.isGiven = isGiven
    self.runner = runner
  }

  public func prepare(_ environment: [String: String]) throws(AgentError) {
    if !item.isUnconfined { try runner.prepare() }
  }

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    try runner.run(
      item, PathArguments.confine(arguments, description.pathArguments, in: context.tree), in: context)
  }

  public func finish() { runner.finish() }
}
