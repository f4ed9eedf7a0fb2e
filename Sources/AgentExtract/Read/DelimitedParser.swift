import Glibc

/// Cuts text into records and fields (RFC 4180), over pieces of any size: quotes may hold delimiters, newlines
/// and doubled quotes. A quote that stands further on in a field is a quote.
///
/// It goes by bytes: quote and newline are ASCII, and in UTF-8 no byte of a character is another's.
struct DelimitedParser {
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")

  /// In UTF-8; no piece may end within it.
  private let delimiter: [UInt8]
  private var record: [String] = []
  /// What came of the present field before a quote or the end of a piece.
  private var field: [UInt8] = []
  private var isQuoted = false
  private var sawQuote = false

  init(delimiter: Unicode.Scalar) { self.delimiter = Array(String(delimiter).utf8) }

  mutating func feed(_ text: String, _ body: ([String]) throws -> Void) rethrows {
    var text = text
    try text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        if isQuoted {
          index = takeQuoted(bytes, from: index)
        } else if field.isEmpty, bytes[index] == Self.quote {
          isQuoted = true
          index += 1
        } else {
          index = try takePlain(bytes, from: index, body)
        }
      }
    }
  }

  mutating func finish(_ body: ([String]) throws -> Void) rethrows {
    if record.isEmpty, field.isEmpty { return }
    endField(UnsafeBufferPointer(start: nil, count: 0))
    try endRecord(body)
  }

  /// Takes what stands in quotes up to a quote, or the byte behind one, which tells what it meant.
  /// - Returns: where to go on.
  private mutating func takeQuoted(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    if sawQuote {
      sawQuote = false
      isQuoted = bytes[start] == Self.quote
      if isQuoted { field.append(Self.quote) }
      return isQuoted ? start + 1 : start
    }
    let rest = UnsafeBufferPointer(rebasing: bytes[start...])
    let found = rest.baseAddress.flatMap { memchr($0, Int32(Self.quote), rest.count) }
    let length = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(rest.baseAddress!) } ?? rest.count
    field.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<length]))
    sawQuote = found != nil
    return start + length + (sawQuote ? 1 : 0)
  }

  /// Takes a field, or what the piece has of it.
  /// - Returns: where to go on.
  private mutating func takePlain(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ body: ([String]) throws -> Void
  ) rethrows -> Int {
    let mark = delimiter[0]
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == Self.newline {
        endField(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        try endRecord(body)
        return end + 1
      }
      if byte == mark, delimiter.count == 1 || bytes[end...].starts(with: delimiter) {
        endField(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        return end + delimiter.count
      }
      end += 1
    }
    field.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    return end
  }

  private mutating func endField(_ last: UnsafeBufferPointer<UInt8>) {
    if field.isEmpty {
      record.append(String(decoding: last, as: UTF8.self))
    } else {
      field.append(contentsOf: last)
      record.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
  }

  private mutating func endRecord(_ body: ([String]) throws -> Void) rethrows {
    isQuoted = false
    sawQuote = false
    let whole = record
    record = []
    record.reserveCapacity(whole.count)
    try body(whole)
  }
}
