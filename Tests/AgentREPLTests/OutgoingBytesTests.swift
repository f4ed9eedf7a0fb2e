import AgentREPL
import Testing

@Suite struct OutgoingBytesTests {
  /// Taken in pieces of any size, what comes out is what went in.
  @Test(arguments: [1, 2, 3, 5, 100])
  func itIsTakenInPieces(_ size: Int) {
    var queue = OutgoingBytes(limit: 100)
    let added = ["one", "", "three", "4"].map { queue.append(Array($0.utf8)) }
    #expect(added == [true, true, true, true] && queue.count == 9)
    var taken: [UInt8] = []
    while !queue.isEmpty {
      let piece = queue.next.prefix(size)
      taken += piece
      queue.take(piece.count)
    }
    #expect(String(decoding: taken, as: UTF8.self) == "onethree4" && queue.count == 0 && queue.next.isEmpty)
  }

  /// A record that does not fit is left out whole; there is room again when something was taken.
  @Test func itHasALimit() {
    var queue = OutgoingBytes(limit: 4)
    var added = [queue.append([1, 2, 3]), queue.append([4, 5])]
    #expect(added == [true, false] && queue.count == 3)
    queue.take(1)
    added = [queue.append([4, 5])]
    #expect(added == [true] && Array(queue.next) == [2, 3])
    queue.drop()
    #expect(queue.isEmpty && queue.count == 0)
    added = [queue.append([1, 2, 3, 4])]
    #expect(added == [true])
  }
}
