import AgentCore
import AgentSession
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Bits that flip on the disk.
struct BitRotTests {
  @Test func everyFlippedBitIsTold() throws {
    let flips = TestDose.count(400, full: 10_000)
    let tool = SessionTool()
    let id = try tool.make(title: "rot")
    try tool.append(id, SessionTool.turn + (1...40).map { SessionTool.note("text \($0) äöü") })
    let bytes = try tool.log(id)
    let written = Set(bytes.split(separator: 0x0a).map(Array.init))
    let copy = try tool.directory.write("work/copy.ndjson", bytes)
    let blobs = BlobStore(tool.directory.runtimeDirectory)
    var generator = SeededGenerator()
    // The commands are asked about some, the code that they consist of about all.
    let asked = max(1, flips / TestDose.count(10, full: 100))
    for flip in 0..<flips {
      let bit = Int.random(in: 0..<bytes.count * 8, using: &generator)
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      let file = try Descriptor(opening: copy, O_WRONLY | O_TRUNC)
      try IO.writeAll(file.raw, damaged)
      #expect(!(try LogCheck(path: copy, blobs: blobs).problems.isEmpty), "bit \(bit)")
      var reader = try SessionReader(path: copy)
      while let record = try reader.next() {
        #expect(!record.isIntact || written.contains(record.bytes), "bit \(bit)")
      }
      if flip % asked != 0 { continue }
      #expect(try tool.run("fsck", copy).status == 1, "bit \(bit)")
      let shown = try tool.run("show", copy)
      #expect(shown.status == 0 && shown.errorLines.count == 1, "bit \(bit): \(shown.errors)")
    }
  }
}
