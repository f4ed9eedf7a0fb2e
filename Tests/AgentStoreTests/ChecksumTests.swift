import AgentStore
import Testing

@Suite struct ChecksumTests {
  @Test func findsEveryFlippedBit() throws {
    var bytes = [UInt8]((0..<37).map { UInt8($0 * 7) })
    Checksum.seal(&bytes)
    #expect(bytes.withUnsafeBytes { Checksum.open($0) } != nil)
    for bit in 0..<(bytes.count * 8) {
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(bytes.withUnsafeBytes { Checksum.open($0) == nil }, "bit \(bit)")
      bytes[bit / 8] ^= 1 << (bit % 8)
    }
  }

  @Test func refusesWhatIsTooShort() {
    #expect([UInt8]([1, 2, 3]).withUnsafeBytes { Checksum.open($0) == nil })
  }
}
