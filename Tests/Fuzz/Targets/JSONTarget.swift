@testable import AgentJSON

extension FuzzTarget {
  /// What is parsed is written so that it parses to the same value again, byte for byte from then on; what
  /// `JSONPeek` sees is what the parser sees.
  static let json = FuzzTarget("json") { input in
    _ = input.withUnsafeBufferPointer { JSONPeek.type(of: $0) }
    _ = JSONPeek.beginsWithType(input[...])
    guard let value = try? JSON(parsing: input) else { return }
    let written = value.bytes
    let again = require("its own text parses") { try JSON(parsing: written) }
    require(again == value && again.bytes == written, "writing and parsing give the same value")
    let indented = require("its indented text parses") { try JSON(parsing: value.prettyText) }
    require(indented == value, "the indented text is the same value")
    require(value.text.utf8.elementsEqual(written), "text and bytes are the same")
    checkNumbers(value)
    checkPeek(value, written)
  }

  private static func checkPeek(_ value: JSON, _ written: [UInt8]) {
    let peeked = written.withUnsafeBufferPointer { JSONPeek.type(of: $0) }
    let first = value.object?.members.first { $0.key.utf8.elementsEqual("type".utf8) }
    let plain = first?.value.string.flatMap { JSON.string($0).bytes.contains(0x5c) ? nil : $0 }
    require(peeked == plain, "peek sees \(peeked ?? "nothing"), the parser \(plain ?? "nothing")")
    let begins = value.object?.members.first?.key.utf8.elementsEqual("type".utf8) ?? false
    require(JSONPeek.beginsWithType(written[...]) == begins, "the first key is seen")
  }

  private static func checkNumbers(_ value: JSON) {
    switch value {
    case .number(let number):
      if let int = number.int, let double = number.double {
        require(double == Double(int), "\(number.literal) is \(int)")
      }
      require(value.compared(to: value) != 1, "\(number.literal) is not above itself")
    case .array(let elements): elements.forEach(checkNumbers)
    case .object(let object): object.members.forEach { checkNumbers($0.value) }
    default: break
    }
  }
}
