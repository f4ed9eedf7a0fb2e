import Testing

@testable import AgentIndex

@Suite struct PackedFieldsTests {
  static let numbers = [0, 1, -1, 63, 64, -64, -65, 127, 128, 1 << 40, Int.max, Int.min]
  static let strings: [String?] = [nil, "", "a", "äöü \u{0}", String(repeating: "x", count: 300)]

  @Test func giveBackWhatWasPutIn() throws {
    var fields = PackedFields()
    for number in Self.numbers { fields.put(number) }
    for string in Self.strings { fields.put(string) }
    try fields.sealed.withUnsafeBytes { stored in
      var reader = try #require(PackedReader(stored))
      for number in Self.numbers { #expect(reader.int() == number) }
      for string in Self.strings { #expect(reader.string() == .some(string)) }
      #expect(reader.isAtEnd)
      #expect(reader.int() == nil)
      #expect(reader.string() == nil)
    }
  }

  @Test func everyFlippedBitIsFound() {
    var fields = PackedFields()
    fields.put(12_345)
    fields.put("title")
    let whole = fields.sealed
    for bit in 0..<whole.count * 8 {
      var flipped = whole
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(flipped.withUnsafeBytes { PackedReader($0) == nil })
    }
  }

  /// A length that is larger than what follows it is none.
  @Test func aStringThatIsCutIsNone() throws {
    var fields = PackedFields()
    fields.put(1 << 40)
    fields.sealed.withUnsafeBytes { stored in
      var reader = PackedReader(stored)
      #expect(reader?.string() == nil)
    }
  }
}
