public import AgentCore
import AgentJSON

/// Something that tells the model a fact of the moment: agent-context(5). It is asked again before every model
/// request, and what it says is in no log.
public protocol ContextProvider: Sendable {
  /// What `--providers` calls it.
  var name: String { get }
  /// Whether it says the same in most requests. That stands before the conversation, where caches of prompts
  /// keep it; what changes stands at the end, so that nothing before it has to be read again.
  var isStable: Bool { get }
  /// Milliseconds for which what it said stays true; 0 for none.
  var timeToLive: Int { get }
  /// Whether it starts a process or may wait for something; such providers are asked beside one another.
  var mayWait: Bool { get }

  /// What there is to say, or nil. Throwing is told the user; the turn goes on without it.
  func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution?

  /// Ends what it has kept alive between requests.
  func finish()
}

extension ContextProvider {
  public var isStable: Bool { false }
  public var timeToLive: Int { 0 }
  public var mayWait: Bool { false }
  public func finish() {}
}

/// What a provider says.
public struct ContextContribution: Sendable, Equatable {
  public var provider: String
  /// Elements that mark it as data and say where it is from.
  public var text: String
  public var isStable: Bool
  public var images: [ToolImage] = []
  /// What the user is told about it.
  public var notice: Event?

  /// - Parameter text: already in elements of its own.
  public init(provider: String, elements text: String, isStable: Bool, notice: Event? = nil) {
    self.provider = provider
    self.text = text
    self.isStable = isStable
    self.notice = notice
  }

  /// Plain words, bounded, as `<context_provider name="…">`.
  public init(provider: String, words: String, isStable: Bool = false, images: [ToolImage] = []) {
    let bounded = OutputBound.apply(words, limit: Self.limit).text
    self.init(
      provider: provider,
      elements: DataElement.text(.contextProvider, attributes: [("name", provider)], bounded),
      isStable: isStable)
    self.images = images
  }

  /// Most bytes of one provider's words.
  static let limit = 8 << 10
}
