import Testing

@testable import AgentSystem

@Suite struct SystemTextTests {
  static let names: [[UInt8]] = [
    [], Array("plain".utf8), Array("ä ☃ 🎈".utf8), [0xff], [0x61, 0xc3, 0x28, 0x62], [0xc3], [0xe2, 0x82],
    [0xf0, 0x9f, 0x8e], [0x80, 0x81], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf4, 0x90, 0x80, 0x80],
    [0x2f, 0xfe, 0x2f, 0xe4, 0xf6, 0xfc],
  ]

  @Test(arguments: names) func nothingIsLost(_ bytes: [UInt8]) {
    let text = SystemText.string(bytes)
    #expect(SystemText.bytes(text) == bytes)
    #expect(text.system == bytes.map(CChar.init(bitPattern:)) + [0])
    #expect(text.system.withUnsafeBufferPointer { SystemText.string($0.baseAddress!) } == text)
  }

  @Test func eachByteIsAScalarOfItsOwn() {
    #expect(SystemText.string([0x61, 0xff, 0xc3, 0x62]) == "a\u{10feff}\u{10fec3}b")
    #expect(SystemText.readable("a\u{10feff}\u{10fec3}b") == "a\u{fffd}\u{fffd}b")
    #expect(SystemText.readable("\u{10ff00}ä") == "\u{10ff00}ä")
  }

  /// A string that came out of a record stands for the same name.
  @Test func aScalarFromElsewhereIsThatByte() {
    #expect(SystemText.bytes("\u{10fe80}") == [0x80])
    #expect(SystemText.bytes("\u{10fe7f}") == Array("\u{10fe7f}".utf8))
  }
}
