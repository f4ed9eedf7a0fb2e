import AgentJSON

/// Takes the key out of what a server says: one that repeats it must not get it into a log, an output or a
/// tool's arguments.
///
/// Deltas may cut the key in two, so the end of one that could be its beginning is kept for the next.
struct SecretFilter {
  /// Shorter keys are words that may well stand in an answer: local servers are given any.
  private static let shortest = 16

  private struct Place: Hashable {
    let index: Int
    let channel: ModelEvent.Channel
  }

  private let secret: Secret?
  private var held: [Place: String] = [:]

  init(_ secret: Secret?) {
    self.secret = secret.flatMap { $0.reveal().utf8.count >= Self.shortest ? $0 : nil }
  }

  /// What may be told of an event: the event itself as a rule, more than one where something was kept.
  mutating func pass(_ event: ModelEvent) -> [ModelEvent] {
    guard let secret else { return [event] }
    switch event {
    case .delta(let index, let channel, let text):
      let place = Place(index: index, channel: channel)
      let whole = secret.redact((held[place] ?? "") + text)
      let kept = Self.overlap(whole, secret.reveal())
      held[place] = kept > 0 ? String(whole.suffix(kept)) : nil
      return kept < whole.count
        ? [.delta(index: index, channel: channel, text: String(whole.dropLast(kept)))] : []
    case .itemDone(let index, let item):
      let rest = held.filter { $0.key.index == index }
      for place in rest.keys { held[place] = nil }
      return rest.map { .delta(index: index, channel: $0.key.channel, text: $0.value) }
        + [.itemDone(index: index, item: redact(item))]
    case .rateLimit(let limits): return [.rateLimit(redact(limits))]
    case .notice(let code, let message): return [.notice(code: code, message: secret.redact(message))]
    case .started, .itemStarted, .usage, .completed: return [event]
    }
  }

  /// The value without the key in any of its strings.
  func redact(_ value: JSON) -> JSON {
    guard let secret else { return value }
    return value.mappingStrings(secret.redact)
  }

  /// Characters at the end of `text` with which `secret`, all ASCII, begins.
  private static func overlap(_ text: String, _ secret: String) -> Int {
    let end = Array(text.utf8.suffix(secret.utf8.count - 1))
    let start = Array(secret.utf8)
    return (0..<end.count).first { end[$0...].elementsEqual(start[..<(end.count - $0)]) }.map {
      end.count - $0
    } ?? 0
  }
}
