import AgentJSON
import Testing

struct SSEParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let stream: String
    let events: [SSEParser.Event]
    var testDescription: String { name }
  }

  private static func event(_ data: String, name: String = "", id: String? = nil, retry: Int? = nil)
    -> SSEParser.Event
  {
    .init(name: name, data: Array(data.utf8), id: id, retry: retry)
  }

  /// The first four are the examples of the WHATWG's HTML standard, section 9.2.6.
  static let cases: [Case] = [
    Case(
      name: "stock ticker", stream: "data: YHOO\ndata: +2\ndata: 10\n\n", events: [event("YHOO\n+2\n10")]),
    Case(
      name: "comment, ids, empty id, a block without its end",
      stream: ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event",
      events: [event("first event", id: "1"), event("second event", id: "")]),
    Case(
      name: "empty data fires, an unfinished block does not", stream: "data\n\ndata\ndata\n\ndata:",
      events: [event(""), event("\n")]),
    Case(
      name: "one space is dropped", stream: "data:test\n\ndata: test\n\n",
      events: [event("test"), event("test")]),
    Case(name: "two spaces leave one", stream: "data:  test\n\n", events: [event(" test")]),
    Case(name: "CR alone", stream: "data: a\rdata: b\r\rdata: c\r\r", events: [event("a\nb"), event("c")]),
    Case(name: "CRLF", stream: "data: a\r\ndata: b\r\n\r\n", events: [event("a\nb")]),
    Case(
      name: "mixed ends", stream: "data: a\rdata: b\ndata: c\r\n\r\ndata: d\n\r\n",
      events: [event("a\nb\nc"), event("d")]),
    Case(name: "LF CR is two ends", stream: "data: a\n\rdata: b\n\n", events: [event("a"), event("b")]),
    Case(name: "BOM", stream: "\u{feff}data: a\n\n", events: [event("a")]),
    Case(name: "only the first BOM", stream: "\u{feff}\u{feff}data: a\n\ndata: b\n\n", events: [event("b")]),
    Case(
      name: "BOM later", stream: "data: a\n\n\u{feff}data: b\n\ndata: c\n\n",
      events: [event("a"), event("c")]),
    Case(name: "comments", stream: ":\n: ping\ndata: a\n:x\ndata: b\n\n", events: [event("a\nb")]),
    Case(
      name: "name", stream: "event: add\ndata: 7\n\ndata: 8\n\n",
      events: [event("7", name: "add"), event("8")]),
    Case(name: "last name counts", stream: "event: x\nevent\ndata: 8\n\n", events: [event("8")]),
    Case(name: "a name without data", stream: "event: x\n\ndata: 1\n\n", events: [event("1")]),
    Case(
      name: "ids stay", stream: "id: 5\ndata: a\n\ndata: b\n\n",
      events: [event("a", id: "5"), event("b", id: "5")]),
    Case(name: "an id without data stays", stream: "id: 5\n\ndata: b\n\n", events: [event("b", id: "5")]),
    Case(
      name: "an id with NUL is passed over", stream: "id: 1\nid: a\u{0}b\ndata: b\n\n",
      events: [event("b", id: "1")]),
    Case(
      name: "retry", stream: "retry: 1500\ndata: a\n\ndata: b\n\n",
      events: [event("a", retry: 1500), event("b")]),
    Case(name: "retry without data", stream: "retry: 10\n\ndata: a\n\n", events: [event("a", retry: 10)]),
    Case(
      name: "retry of digits only",
      stream: "retry: 10\nretry: -5\nretry: +5\nretry: 1.5\nretry:\nretry: 5s\ndata: a\n\n",
      events: [event("a", retry: 10)]),
    Case(
      name: "unknown fields and capitals", stream: "Data: x\nfoo: y\n data: z\ndata: a\n\n",
      events: [event("a")]),
    Case(name: "colons in the value", stream: "data: a:b: c\n\n", events: [event("a:b: c")]),
    Case(name: "no final blank line", stream: "data: a\n\ndata: b\n", events: [event("a")]),
    Case(name: "blank lines alone", stream: "\n\r\n\r\r\n", events: []),
    Case(
      name: "letters of several bytes", stream: "event: é\ndata: 日本\n\n", events: [event("日本", name: "é")]),
  ]

  private func events(_ chunks: [ArraySlice<UInt8>]) -> [SSEParser.Event] {
    var parser = SSEParser()
    return chunks.flatMap { parser.push($0) }
  }

  @Test("gives the same events whatever the chunks", arguments: cases)
  func chunks(_ test: Case) {
    let bytes = Array(test.stream.utf8)
    #expect(events([bytes[...]]) == test.events)
    #expect(events(bytes.indices.map { bytes[$0...$0] }) == test.events)
    for cut in 0...bytes.count {
      #expect(events([bytes[..<cut], [], bytes[cut...]]) == test.events)
    }
  }

  @Test("an event is given out with the end of its blank line, not later")
  func promptness() {
    var parser = SSEParser()
    #expect(parser.push(Array("data: a\r\n".utf8)).isEmpty)
    #expect(parser.isInsideEvent)
    #expect(parser.push(Array("\r".utf8)).count == 1)
    #expect(!parser.isInsideEvent)
    #expect(parser.push(Array("\ndata: b".utf8)).isEmpty)
    #expect(parser.isInsideEvent)
  }

  @Test("data is kept as bytes, valid UTF-8 or not")
  func bytesOfData() {
    var parser = SSEParser()
    let found = parser.push(Array("data: ".utf8) + [0xff, 0xc3] + Array("\n\n".utf8))
    #expect(found.map(\.data) == [[0xff, 0xc3]])
  }

  @Test(
    "what passes the limit ends the stream, whatever the chunks",
    arguments: [
      "data: 1234567890\n\n", ": a long comment\ndata: x\n\n", "data: 12\ndata: 34\ndata: 56\n\n",
    ])
  func limit(stream: String) {
    let bytes = Array(stream.utf8)
    for cut in 0...bytes.count {
      var parser = SSEParser(limit: 12)
      let found =
        parser.push(bytes[..<cut]) + parser.push(bytes[cut...]) + parser.push(Array("data: x\n\n".utf8))
      #expect(found.isEmpty)
      #expect(parser.overflowed)
      #expect(!parser.isInsideEvent)
    }
  }

  @Test("many small events are no large one")
  func manyEvents() {
    var parser = SSEParser(limit: 12)
    #expect(parser.push(Array(String(repeating: "data: 12\n\n", count: 100).utf8)).count == 100)
    #expect(!parser.overflowed)
  }
}
