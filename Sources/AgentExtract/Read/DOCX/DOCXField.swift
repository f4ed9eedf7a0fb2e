/// A complex field (ECMA-376 part 1, 17.16): an instruction, and the result that is shown.
struct DOCXField {
  var instruction = ""
  /// Between `separate` and `end`, where the result stands.
  var showsResult = false
  var result: [Inline] = []
  /// The state of a check box that a form field is.
  var checkBox: Bool?

  /// The result with what the instruction makes of it.
  var inlines: [Inline] {
    if let checkBox { return [.text(checkBox ? "☒" : "☐")] }
    if let target = Self.linkTarget(instruction), !result.isBlank { return [.link(result, target: target)] }
    return result
  }

  /// The address in `HYPERLINK "address"`; nil for other fields and for places in the document.
  static func linkTarget(_ instruction: String) -> String? {
    let words = instruction.split(whereSeparator: \.isWhitespace)
    guard words.first?.uppercased() == "HYPERLINK" else { return nil }
    let rest = instruction.trimmed.dropFirst("HYPERLINK".count).drop(while: \.isWhitespace)
    let address: Substring
    if rest.first == "\"" {
      address = rest.dropFirst().prefix { $0 != "\"" }
    } else {
      address = rest.prefix { !$0.isWhitespace }
    }
    if address.isEmpty || address.hasPrefix("\\") { return nil }
    // `\\l` names the place in the document at that address.
    guard let place = rest.firstRange(of: "\\l \"") else { return String(address) }
    return "\(address)#\(rest[place.upperBound...].prefix { $0 != "\"" })"
  }
}
