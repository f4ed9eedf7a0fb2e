import AgentCore
import AgentJSON
import AgentTurn

extension FuzzTarget {
  /// What comes on standard input: text stays what it was, and no record can end the tag that marks it as
  /// data.
  static let piped = FuzzTarget("piped") { input in
    if let text = try? PipedInput(input, mode: .text), !input.isEmpty {
      let expected = String(decoding: input, as: UTF8.self)
      require(text.text == expected, "text is taken as it is")
    }
    for mode in [PipedInput.Mode.auto, .ndjson] {
      guard let piped = try? PipedInput(input, mode: mode, allowPartial: true) else { continue }
      for part in piped.parts { checkTag(part["text"]?.string ?? "") }
    }
  }

  /// A part that begins with one of our tags ends with its only end.
  private static func checkTag(_ text: String) {
    for tag in ["document", "memory", "todo"] where text.hasPrefix("<\(tag) ") || text.hasPrefix("<\(tag)>") {
      let folded = Array(text.utf8).map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
      let end = Array("</\(tag)".utf8)
      let places = folded.indices.filter { folded[$0...].starts(with: end) }
      require(places == [folded.count - end.count - 1], "a \(tag) cannot end its tag: \(places)")
    }
  }
}
