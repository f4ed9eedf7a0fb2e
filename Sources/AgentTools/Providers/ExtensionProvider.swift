public import AgentCore
import AgentJSON

/// A context provider that is an executable: one that the installation ships, or one of the user's or of a trusted
/// project in `providers/`, which runs confined like a tool: agent-tools(5). What it prints is what it says, and
/// nothing is nothing.
public struct ExtensionProvider: ContextProvider {
  private let item: Extension
  private let runner: ExtensionRunner

  public var name: String { item.name }
  public var timeToLive: Int { item.description.timeToLive ?? 0 }
  public var mayWait: Bool { true }
  /// The plugin of the toolkit that it belongs to.
  public var plugin: String? { item.origin == .shipped ? item.description.plugin : nil }

  /// What there is: what settings leave of the installation's, and what the user has added; and what is wrong with
  /// the rest.
  /// - Parameter reserved: names that nobody can take.
  public static func discover(_ host: ExtensionHost, _ settings: BuiltInSettings, reserved: Set<String>) -> (
    providers: [ExtensionProvider], problems: [ExtensionProblem]
  ) {
    let shipped = ShippedCatalog(host, [.providers]).items
    // The name of one that is off, or not installed, is not free.
    let listing = ExtensionCatalog(host).discover(
      .providers, reserved: reserved.union(shipped.map(\.name)))
    let runner = ExtensionRunner(host)
    let on = shipped.filter { settings.hasProvider($0.name, of: $0.description.plugin) }.compactMap(\.found)
    return ((on + listing.found).map { ExtensionProvider(item: $0, runner: runner) }, listing.problems)
  }

  public func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution? {
    if let condition = item.description.condition, !condition.isMet(in: context.runtime) { return nil }
    let output = try runner.run(item, [:], in: context)
    if !output.succeeded { throw AgentError(.badData, output.text.trimmed) }
    let words = output.text.trimmed
    if words.isEmpty, output.images.isEmpty { return nil }
    return ContextContribution(provider: name, words: words, images: output.images)
  }

  public func finish() { runner.finish() }
}
