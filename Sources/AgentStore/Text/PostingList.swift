/// The documents of one term in one segment, in rising order, each with how often it has the term.
///
/// `count first last postings checksum`: numbers are of variable length, seven bits a byte; a posting is the
/// distance to the document before, doubled, plus one where a byte with the frequency follows (2 to 255). The
/// first distance is 0, so that lists are joined by rewriting one byte.
struct PostingList {
  private(set) var count = 0
  private(set) var first = 0
  private(set) var last = 0
  private(set) var bytes: [UInt8] = []

  mutating func append(_ document: Int, frequency: Int) {
    if count == 0 { first = document }
    Self.write((count == 0 ? 0 : document - last) << 1 | (frequency > 1 ? 1 : 0), to: &bytes)
    if frequency > 1 { bytes.append(UInt8(clamping: frequency)) }
    last = document
    count += 1
  }

  /// What is stored.
  var sealed: [UInt8] { sealed(key: 0) }

  func sealed(key: UInt32) -> [UInt8] {
    var data: [UInt8] = []
    data.reserveCapacity(bytes.count + 16)
    Self.write(count, to: &data)
    Self.write(first, to: &data)
    Self.write(last - first, to: &data)
    data.append(contentsOf: bytes)
    Checksum.seal(&data, key: key)
    return data
  }

  /// Adds the documents of a stored list, all of which come behind ours.
  /// - Returns: false when it is damaged.
  mutating func append(stored: UnsafeRawBufferPointer, key: UInt32 = 0) -> Bool {
    guard let reader = PostingReader(stored, key: key) else { return false }
    if reader.count == 0 { return true }
    guard count == 0 || reader.first > last, let flag = reader.body.first, flag <= 1 else { return false }
    if count == 0 { first = reader.first }
    Self.write((count == 0 ? 0 : reader.first - last) << 1 | Int(flag), to: &bytes)
    bytes.append(contentsOf: reader.body.dropFirst())
    count += reader.count
    last = reader.last
    return true
  }

  static func write(_ value: Int, to bytes: inout [UInt8]) {
    var value = UInt(bitPattern: value)
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }
}

/// Reads a stored list.
struct PostingReader {
  let count: Int
  let first: Int
  let last: Int
  /// The postings.
  let body: UnsafeRawBufferPointer

  /// nil where it is damaged.
  init?(_ stored: UnsafeRawBufferPointer, key: UInt32 = 0) {
    guard let data = Checksum.open(stored, key: key) else { return nil }
    var index = 0
    guard let count = Self.read(data, &index), let first = Self.read(data, &index),
      let length = Self.read(data, &index)
    else { return nil }
    self.count = count
    self.first = first
    last = first + length
    body = UnsafeRawBufferPointer(rebasing: data[index...])
  }

  static func read(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) -> Int? {
    var value = 0
    var shift = 0
    while index < bytes.count, shift < 63 {
      let byte = bytes[index]
      index += 1
      value |= Int(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// Every document with its frequency.
  func each(_ body: (Int, Int) -> Void) {
    let bytes = self.body
    var index = 0
    var document = first
    while index < bytes.count {
      var value = Int(bytes[index])
      index += 1
      if value >= 0x80 {
        value &= 0x7f
        var shift = 7
        while index < bytes.count {
          let byte = Int(bytes[index])
          index += 1
          value |= (byte & 0x7f) << shift
          if byte < 0x80 || shift > 48 { break }
          shift += 7
        }
      }
      document += value >> 1
      var frequency = 1
      if value & 1 == 1, index < bytes.count {
        frequency = Int(bytes[index])
        index += 1
      }
      body(document, frequency)
    }
  }
}
