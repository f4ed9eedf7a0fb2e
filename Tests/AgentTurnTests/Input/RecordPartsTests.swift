import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct RecordPartsTests {
  func text(_ records: [JSON]) -> [String] {
    var parts = RecordParts()
    for record in records { _ = parts.take(record) }
    return parts.finish().map { $0["text"]?.string ?? "" }
  }

  static func part(_ doc: String, _ text: String, _ start: Int? = nil, _ end: Int? = nil) -> JSON {
    var record: JSONObject = ["type": "document", "doc": .string(doc), "text": .string(text)]
    record.append("start", ifPresent: start.map(JSON.int))
    record.append("end", ifPresent: end.map(JSON.int))
    return .object(record)
  }

  @Test(arguments: [
    ([part("d", "abc", 0, 3), part("d", "def", 3, 6)], "abcdef"),
    ([part("d", "abcd", 0, 4), part("d", "cdef", 2, 6)], "abcdef"),
    ([part("d", "abcd", 0, 4), part("d", "cd", 2, 4), part("d", "e", 4, 5)], "abcde"),
    ([part("d", "ab", 0, 2), part("d", "ef", 4, 6)], "ab\n\nef"),
    ([part("d", "ab"), part("d", "cd")], "ab\n\ncd"),
    ([part("d", "é", 0, 2), part("d", "éa", 0, 3)], "éa"),
    ([part("d", "a", 0, Int.max), part("d", "b", Int.min, 5)], "a\n\nb"),
    ([part("d", "a", 0, Int.max), part("d", "b", 0, 5), part("d", "c", 5, 6)], "ac"),
  ])
  func partsOfADocumentAreJoined(_ records: [JSON], _ expected: String) {
    #expect(text(records) == ["<document>\n\(expected)\n</document>"])
  }

  @Test func documentsStandWhereTheyBegan() {
    let all = text([Self.part("a", "1"), Self.part("b", "2"), Self.part("a", "3")])
    #expect(all == ["<document>\n1\n\n3\n</document>", "<document>\n2\n</document>"])
  }

  @Test func answersOfOtherTurnsAreText() {
    #expect(
      text([
        ["type": "turn", "text": "said"],
        ["type": "item.completed", "item": ["type": "agent_message", "text": "m"]],
        ["type": "item.completed", "item": ["type": "reasoning", "text": "r"]], ["type": "turn.completed"],
      ]) == ["said", "m"])
  }

  /// What agent-session search finds says where it was said.
  @Test func whatWasFoundSaysWhere() {
    var record = Self.part("s/3", "x").object ?? [:]
    record.append("session", "s")
    record.append("turn", 3)
    record.append("role", "user")
    record.append("title", .null)
    #expect(text([.object(record)]) == [#"<document session="s" turn="3" role="user">"# + "\nx\n</document>"])
  }

  @Test func attributesAreQuoted() {
    var record = Self.part("d", "x").object ?? [:]
    record["path"] = "a\"b<c>&\nd"
    #expect(text([.object(record)])[0].hasPrefix("<document path=\"a&quot;b&lt;c>&amp; d\">"))
  }
}
