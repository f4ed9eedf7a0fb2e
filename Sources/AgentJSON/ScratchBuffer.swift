/// Growing memory for bytes, without the checks that an array makes for every one: room is made first and then
/// written to.
struct ScratchBuffer: ~Copyable {
  private(set) var count = 0
  private var capacity = 0
  /// Made when room is first asked for; until then an address that is not used.
  private var base = UnsafeMutablePointer<UInt8>(bitPattern: 1)!

  deinit { if capacity > 0 { base.deallocate() } }

  /// What has been written; valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  mutating func removeAll() { count = 0 }

  /// Makes room for `more` bytes at the end.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  private mutating func grow(_ more: Int) {
    let old = (base: base, capacity: capacity)
    capacity = max(capacity * 2, count + more, 512)
    base = .allocate(capacity: capacity)
    base.update(from: old.base, count: count)
    if old.capacity > 0 { old.base.deallocate() }
  }

  /// Where the next byte goes. Only as many may be written here as were reserved.
  @inline(__always)
  var end: UnsafeMutablePointer<UInt8> { base + count }

  /// Counts bytes that were written at ``end``.
  @inline(__always)
  mutating func advance(_ length: Int) { count += length }

  /// Adds a byte for which there is room.
  @inline(__always)
  mutating func put(_ byte: UInt8) {
    base[count] = byte
    count += 1
  }
}
