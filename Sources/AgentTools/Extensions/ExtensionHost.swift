public import AgentCore
public import AgentJSON
public import AgentSandbox
import AgentSystem

/// What extensions are looked for in and run with.
public struct ExtensionHost: Sendable {
  public var runtime: RuntimeDirectory
  public var resources: ResourceDirectory
  /// The turn's sandbox, with its workspace.
  public var policy: SandboxPolicy
  /// The variables of this process, from which an extension gets those that its description names.
  public var environment: [String: String]
  /// Settings that an extension may see: none that is a secret.
  public var settings: JSONObject

  public init(
    runtime: RuntimeDirectory, resources: ResourceDirectory, policy: SandboxPolicy,
    environment: [String: String], settings: JSONObject = [:]
  ) {
    self.runtime = runtime
    self.resources = resources
    self.policy = policy
    self.environment = environment
    self.settings = settings
  }

  public init(
    runtime: RuntimeDirectory, resources: ResourceDirectory, policy: SandboxPolicy,
    environment: [String: String], configuration: Configuration
  ) {
    self.init(
      runtime: runtime, resources: resources, policy: policy, environment: environment,
      settings: configuration.visible)
  }

  /// The project's folder of a kind.
  func projectFolder(_ kind: ExtensionKind) -> String {
    Path.join(policy.workspace, ".agent/\(kind.rawValue)")
  }

  /// Whether this process was started by an extension: what can be described only by running is then left out,
  /// so that no extension leads to itself.
  var isWithinExtension: Bool { environment[Self.withinVariable] != nil }

  static let withinVariable = "AGENT_EXTENSION"
}
