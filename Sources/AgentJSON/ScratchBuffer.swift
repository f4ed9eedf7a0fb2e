#if canImport(Glibc)
  import Glibc
#endif

/// Growing memory for bytes, without the checks that an array makes for every one.
struct ScratchBuffer: ~Copyable {
  private(set) var count = 0
  private var capacity = 0
  /// Made by the first byte; an address that is not used before.
  private var base = UnsafeMutablePointer<UInt8>(bitPattern: 1)!

  deinit { if capacity > 0 { base.deallocate() } }

  /// What has been appended; valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(1) }
    base[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ from: UnsafePointer<UInt8>, _ length: Int) {
    if capacity - count < length { grow(length) }
    memcpy(base + count, from, length)
    count += length
  }

  /// Opens a gap of `length` bytes at the end, to be filled.
  @inline(__always)
  mutating func gap(_ length: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < length { grow(length) }
    defer { count += length }
    return base + count
  }

  private mutating func grow(_ more: Int) {
    let isFirst = capacity == 0
    capacity = max(capacity * 2, count + more, 512)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    if !isFirst { base.deallocate() }
    base = larger
  }
}
