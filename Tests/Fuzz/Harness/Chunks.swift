/// Cuts the rest of an input into chunks whose lengths its first bytes give: how a target tries that what
/// reads a stream does not care where the stream is cut.
struct Chunks {
  let whole: [UInt8]
  let pieces: [ArraySlice<UInt8>]

  /// The first byte tells how many lengths follow it, at most 15; they are used over and over.
  init(_ input: [UInt8]) {
    let count = min(Int(input.first ?? 0) & 15, max(0, input.count - 1))
    let lengths = input.dropFirst().prefix(count).map { Int($0) }
    whole = Array(input.dropFirst(1 + count))
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    var turn = 0
    while start < whole.count {
      let length = lengths.isEmpty ? 1 : lengths[turn % lengths.count]
      turn += 1
      // A length of 0 is an empty chunk, but not for ever.
      let end = min(whole.count, start + max(length, turn % 2))
      pieces.append(whole[start..<end])
      start = end
    }
    self.pieces = pieces
  }
}
