import AgentREPL
import Testing

@Suite struct CursorReplyTests {
  /// In pieces of any size, among what is typed, which is all that is left.
  @Test(
    arguments: [
      ("\u{1b}[12;7R", "11,6", ""), ("ab\u{1b}[1;1Rcd", "0,0", "abcd"),
      ("\u{1b}[A\u{1b}[3;200R\u{1b}[1;5C", "2,199", "\u{1b}[A\u{1b}[1;5C"),
      ("\u{1b}\u{1b}[5;6R", "4,5", "\u{1b}"), ("\u{1b}[5;R", nil, "\u{1b}[5;R"), ("R", nil, "R"),
      ("\u{1b}[123456789012345678901;1R", nil, "\u{1b}[123456789012345678901;1R"),
    ] as [(String, String?, String)], [1, 2, 100])
  func itIsFound(_ input: (String, String?, String), _ size: Int) {
    var reply = CursorReply()
    var rest = Array(input.0.utf8)[...]
    while !rest.isEmpty {
      reply.take(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    #expect(reply.place.map { "\($0.row),\($0.column)" } == input.1)
    #expect(String(decoding: reply.rest, as: UTF8.self) == input.2)
  }
}
