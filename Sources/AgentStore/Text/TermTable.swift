/// Numbers for terms, from 0 on: a hash table over bytes, since a string for each word of a text would cost
/// more than indexing it.
struct TermTable {
  private(set) var count = 0
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  private var buckets = [Int32](repeating: -1, count: 1 << 12)

  mutating func number(of term: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in term { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var place = Int(truncatingIfNeeded: hash ^ hash >> 29) & (buckets.count - 1)
    while true {
      let found = Int(buckets[place])
      if found < 0 { break }
      if hashes[found] == hash, isSame(found, term) { return found }
      place = (place + 1) & (buckets.count - 1)
    }
    buckets[place] = Int32(count)
    arena.append(contentsOf: term)
    ends.append(arena.count)
    hashes.append(hash)
    count += 1
    if count * 2 > buckets.count { grow() }
    return count - 1
  }

  func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  func bytes(_ number: Int) -> ArraySlice<UInt8> { arena[range(number)] }

  func text(_ number: Int) -> String { String(decoding: bytes(number), as: UTF8.self) }

  /// Numbers in the order of their terms' bytes.
  func sorted() -> [Int] {
    arena.withUnsafeBytes { arena in
      (0..<count).sorted { left, right in
        let a = range(left)
        let b = range(right)
        var index = 0
        while index < a.count, index < b.count {
          let (x, y) = (arena[a.lowerBound + index], arena[b.lowerBound + index])
          if x != y { return x < y }
          index += 1
        }
        return a.count < b.count
      }
    }
  }

  private func isSame(_ number: Int, _ term: UnsafeRawBufferPointer) -> Bool {
    let range = range(number)
    return range.count == term.count && arena.withUnsafeBytes { $0[range].elementsEqual(term) }
  }

  private mutating func grow() {
    buckets = [Int32](repeating: -1, count: buckets.count * 2)
    for number in 0..<count {
      let hash = hashes[number]
      var place = Int(truncatingIfNeeded: hash ^ hash >> 29) & (buckets.count - 1)
      while buckets[place] >= 0 { place = (place + 1) & (buckets.count - 1) }
      buckets[place] = Int32(number)
    }
  }
}
