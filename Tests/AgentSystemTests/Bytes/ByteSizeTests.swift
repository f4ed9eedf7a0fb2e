import AgentSystem
import Testing

@Suite struct ByteSizeTests {
  static let sizes: [(String, Int?)] = [
    ("0", 0), ("1", 1), ("500", 500), ("1K", 1024), ("1k", 1024), ("1.5M", 1_572_864), ("2G", 2 << 30),
    ("1T", 1 << 40), ("0.5k", 512), ("", nil), ("K", nil), ("-1", nil), ("1KB", nil), ("1 K", nil),
    ("1.", nil), (".5", nil), ("1.2.3", nil), ("1e3", nil), ("many", nil), ("\u{661}", nil),
    ("1K\u{301}", nil),
    ("99999999999999999999", nil), ("9999999T", nil),
  ]

  @Test(arguments: sizes.indices) func parses(_ index: Int) {
    #expect(ByteSize.parse(Self.sizes[index].0) == Self.sizes[index].1)
  }

  @Test func formats() {
    #expect(ByteSize.format(0) == "0 B" && ByteSize.format(1023) == "1023 B")
    #expect(ByteSize.format(1024) == "1.0 KB" && ByteSize.format(1536) == "1.5 KB")
    #expect(ByteSize.format(5 << 20) == "5.0 MB" && ByteSize.format(3 << 40) == "3.0 TB")
    #expect(ByteSize.format(2000 << 40) == "2000.0 TB")
  }
}
