public import AgentCore

/// `cwd`: the directory that paths are relative to.
public struct DirectoryProvider: ContextProvider {
  public let name = "cwd"

  public init() {}

  public func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution? {
    ContextContribution(provider: name, words: context.tree.workspace)
  }
}
