import Glibc

/// A key or token. It prints as `<secret>` however it is printed; only ``reveal()`` gives it away.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: String

  /// - Parameter text: the secret with or without white space around it; nil when that is all there is, or
  ///   when it has characters that a header cannot carry.
  public init?(_ text: String) {
    var trimmed = Substring(text)
    while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    value = String(trimmed)
  }

  public func reveal() -> String { value }

  public var description: String { "<secret>" }
  public var debugDescription: String { "<secret>" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// `text` with every occurrence of the secret replaced, for messages that came from elsewhere.
  public func redact(_ text: String) -> String {
    guard text.utf8.count >= value.utf8.count, occurs(in: text) else { return text }
    var output: [UInt8] = []
    let (bytes, needle) = (Array(text.utf8), Array(value.utf8))
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: needle) {
        output.append(contentsOf: "<secret>".utf8)
        index += needle.count
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Texts are long and keys are rare.
  private func occurs(in text: String) -> Bool {
    var text = text
    let needle = Array(value.utf8)
    return text.withUTF8 { bytes in
      guard var place = bytes.baseAddress else { return false }
      let end = place + bytes.count
      while let found = memchr(place, Int32(needle[0]), end - place) {
        let start = found.assumingMemoryBound(to: UInt8.self)
        if end - UnsafePointer(start) < needle.count { return false }
        if memcmp(start, needle, needle.count) == 0 { return true }
        place = UnsafePointer(start) + 1
      }
      return false
    }
  }
}
