import AgentSystem
import Testing

struct RandomBytesTests {
  @Test func asManyAsAsked() {
    #expect(RandomBytes.make(0).isEmpty)
    #expect(RandomBytes.make(33).count == 33)
    #expect(RandomBytes.hex(4).count == 8)
    #expect(Set((0..<100).map { _ in RandomBytes.hex(8) }).count == 100)
  }

  @Test func hexadecimal() {
    #expect(Hex.encode([]) == "")
    #expect(Hex.encode([0x00, 0x0f, 0xa5, 0xff]) == "000fa5ff")
  }
}
