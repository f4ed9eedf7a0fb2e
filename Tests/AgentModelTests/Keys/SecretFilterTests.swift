import AgentJSON
import Testing

@testable import AgentModel

/// A server that says the key back does not get it anywhere.
@Suite struct SecretFilterTests {
  private let key = "sk-canary-0123456789"

  /// What is told of a text that comes in parts of `size` characters.
  private func told(_ text: String, in size: Int) -> String {
    var filter = SecretFilter(Secret(key))
    var rest = Substring(text)
    var events: [ModelEvent] = []
    while !rest.isEmpty {
      events += filter.pass(.delta(index: 1, channel: .text, text: String(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    events += filter.pass(.itemDone(index: 1, item: .null))
    return events.map { if case .delta(1, .text, let text) = $0 { text } else { "" } }.joined()
  }

  @Test(arguments: 1...25)
  func deltasAreJoined(_ size: Int) {
    #expect(
      told("the key is \(key), sk-can, ssk-canary-0 é \(key)", in: size)
        == "the key is <secret>, sk-can, ssk-canary-0 é <secret>")
    #expect(told("it ends like a key: sk-canary-01", in: size) == "it ends like a key: sk-canary-01")
  }

  @Test func everyStringIsLookedAt() {
    var filter = SecretFilter(Secret(key))
    let item: JSON = ["a": ["b": [.string("x\(key)y"), 1, nil]]]
    #expect(
      filter.pass(.itemDone(index: 0, item: item)) == [
        .itemDone(index: 0, item: ["a": ["b": ["x<secret>y", 1, nil]]])
      ])
    #expect(filter.pass(.notice(code: "c", message: key)) == [.notice(code: "c", message: "<secret>")])
  }

  @Test func shortKeysAreWords() {
    var filter = SecretFilter(Secret("none"))
    let event = ModelEvent.delta(index: 0, channel: .text, text: "none at all")
    #expect(filter.pass(event) == [event])
  }
}
