public import AgentApproval
public import AgentSandbox

extension SandboxPolicy {
  /// What it means to approval rules.
  public var confinement: ToolConfinement {
    if mode == .off { return .none }
    return network == .none ? .sandbox : .network
  }
}
