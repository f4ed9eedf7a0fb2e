import AgentSystem
import Testing

struct CRC32Tests {
  @Test(
    "known values of CRC-32/ISO-HDLC",
    arguments: [
      ("", 0), ("123456789", 0xcbf4_3926), ("a", 0xe8b7_be43), ("abc", 0x3524_41c2),
      ("The quick brown fox jumps over the lazy dog", 0x414f_a339), ("12345678", 0x9ae0_daaf),
    ] as [(String, UInt32)])
  func knownValues(text: String, sum: UInt32) {
    #expect(CRC32.checksum(Array(text.utf8)[...]) == sum)
  }

  @Test("eight bytes at a time give what one bit at a time gives", arguments: 0..<40)
  func everyLength(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) }
    var crc: UInt32 = 0xffff_ffff
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
    }
    #expect(CRC32.checksum(bytes[...]) == ~crc)
    #expect(CRC32.checksum(([0] + bytes)[1...]) == ~crc)
  }
}
