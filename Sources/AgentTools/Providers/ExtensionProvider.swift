public import AgentCore
import AgentJSON

/// A context provider that is an executable of the user's or of a trusted project, in `providers/`: agent-tools(5).
/// It runs confined like a tool; what it prints is what it says, and nothing is nothing.
public struct ExtensionProvider: ContextProvider {
  private let item: Extension
  private let runner: ExtensionRunner

  public var name: String { item.name }
  public var timeToLive: Int { item.description.timeToLive ?? 0 }
  public var mayWait: Bool { true }

  /// What there is, and what is wrong with the rest.
  public static func discover(_ host: ExtensionHost, reserved: Set<String>) -> (
    providers: [any ContextProvider], problems: [ExtensionProblem]
  ) {
    let listing = ExtensionCatalog(host).discover(.providers, reserved: reserved)
    let runner = ExtensionRunner(host)
    return (listing.found.map { ExtensionProvider(item: $0, runner: runner) }, listing.problems)
  }

  public func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution? {
    let output = try runner.run(item, [:], in: context)
    if !output.succeeded { throw AgentError(.badData, output.text.trimmed) }
    let words = output.text.trimmed
    if words.isEmpty, output.images.isEmpty { return nil }
    return ContextContribution(provider: name, words: words, images: output.images)
  }

  public func finish() { runner.finish() }
}
