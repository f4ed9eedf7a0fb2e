/// Runs of bytes that stand for themselves in a JSON string: all but the quote, the backslash and the control
/// characters below 0x20. Both the parser and the writer are as fast as they find the end of such runs, so
/// eight bytes are looked at in one step.
enum PlainRun {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The length of the run that begins at `start`, at most `count`.
  /// - Parameters:
  ///   - seen: gets the bits of the bytes of the run or'ed in; see ``isASCII(_:)``.
  ///   - copy: where the run is copied to while it is looked at; there must be room for `count` bytes.
  @inline(__always)
  static func length(
    _ start: UnsafePointer<UInt8>, _ count: Int, seen: inout UInt64, copy: UnsafeMutablePointer<UInt8>? = nil
  ) -> Int {
    var index = 0
    while index + 8 <= count {
      let word = UInt64(littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5c)
      if let copy { UnsafeMutableRawPointer(copy + index).storeBytes(of: word.littleEndian, as: UInt64.self) }
      // The high bit of each byte that ends the run; above the first such byte there may be others by borrow.
      let stops =
        (((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)) & highs
      if stops != 0 {
        let bits = UInt64(stops.trailingZeroBitCount & ~7)
        seen |= word & ((UInt64(1) << bits) &- 1)
        return index + Int(bits >> 3)
      }
      seen |= word
      index += 8
    }
    while index < count {
      let byte = start[index]
      if byte == 0x22 || byte == 0x5c || byte < 0x20 { break }
      seen |= UInt64(byte)
      if let copy { copy[index] = byte }
      index += 1
    }
    return index
  }

  /// Whether the runs from which `seen` was gathered are ASCII.
  @inline(__always)
  static func isASCII(_ seen: UInt64) -> Bool { seen & highs == 0 }
}
