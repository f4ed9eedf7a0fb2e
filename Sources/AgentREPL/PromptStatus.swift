/// What the prompt tells: the model, how full its context is, what the turn is at. Pure.
public struct PromptStatus: Equatable, Sendable {
  public enum Activity: Equatable, Sendable {
    case idle
    case thinking
    case answering
    case tool(String)
    case asking
  }

  public var model: String?
  public var contextTokens: Int?
  public var contextLimit: Int?
  public var activity = Activity.idle
  /// Lines that wait for their turn.
  public var queued = 0

  public init() {}

  /// The longest name that is shown, in characters.
  private static let longest = 24

  /// `[gpt-5 12% bash +1]`
  private var words: [String] {
    var words: [String] = []
    if let model, !model.isEmpty { words.append(Self.short(model)) }
    if let contextTokens, let contextLimit, contextLimit > 0 {
      words.append("\(min(999, contextTokens * 100 / contextLimit))%")
    }
    switch activity {
    case .idle: break
    case .thinking: words.append("thinking")
    case .answering: words.append("answering")
    case .tool(let name): words.append(Self.short(name))
    case .asking: words.append("asks")
    }
    if queued > 0 { words.append("+\(queued)") }
    return words
  }

  /// The prompt; an answer to a question is asked for by another one.
  public var text: String {
    if activity == .asking { return "allow? [y]es, [a]lways, [n]o: " }
    return words.isEmpty ? "> " : "[\(words.joined(separator: " "))] > "
  }

  /// The prompt of a line that goes on.
  public static let continuation = "... "

  private static func short(_ name: String) -> String {
    let safe = name.unicodeScalars.filter {
      $0.value > 0x20 && !(0x7f...0x9f).contains($0.value) && $0.properties.generalCategory != .format
    }
    return String(String.UnicodeScalarView(safe.prefix(longest)))
  }
}
