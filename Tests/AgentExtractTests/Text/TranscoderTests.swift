@testable import AgentExtract
import Testing

struct TranscoderTests {
  @Test(arguments: 1...7)
  func piecesOfAnySizeGiveTheSameText(_ size: Int) {
    let text = "aé€😀z"
    let bytes = Array(text.utf8)
    let transcoder = Transcoder(.utf8)
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      let end = min(start + size, bytes.count)
      output += transcoder.decode(Array(bytes[start..<end]), isLast: end == bytes.count)
    }
    #expect(String(decoding: output, as: UTF8.self) == text)
    #expect(transcoder.damages == 0)
  }

  @Test func wideUnitsMayBeCut() {
    let transcoder = Transcoder(.utf16LE)
    let output =
      transcoder.decode([0x61], isLast: false) + transcoder.decode([0x00, 0x62, 0x00], isLast: true)
    #expect(output == Array("ab".utf8))
  }

  /// iconv(3) waits for a point that might follow the letter.
  @Test func theLastLetterIsNotHeldBack() {
    let transcoder = Transcoder(CharacterEncoding("CP1255"))
    let output =
      transcoder.decode([0xe7, 0xe1], isLast: false) + transcoder.decode([0xf8, 0xe4], isLast: true)
    #expect(String(decoding: output, as: UTF8.self) == "חברה")
  }

  @Test func whatIsCutOffAtTheEndIsDamage() {
    let transcoder = Transcoder(.utf8)
    #expect(transcoder.decode([0x61, 0xe2, 0x82], isLast: true).starts(with: [0x61, 0xef, 0xbf, 0xbd]))
    #expect(transcoder.damages > 0)
  }
}
