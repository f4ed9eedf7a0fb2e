public import AgentCore

/// How entries of a plan are named: `3`, `2-4`, `all`, or the id of one.
public enum EntryName: Sendable, Equatable, CustomStringConvertible {
  case positions(ClosedRange<Int>)
  case id(String)
  case all

  public init(_ text: String) throws(AgentError) {
    if text == "all" {
      self = .all
      return
    }
    let ends = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .map { Self.number($0) }
    if ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1] {
      // An id has six digits, and no plan has so many entries.
      if ends.count == 1, text.utf8.count == 6 {
        self = .id(text)
        return
      }
      guard first <= last, first >= 1, last <= 1_000_000 else {
        throw AgentError(.usage, "is no range of entries", object: text, hint: "they are counted from 1")
      }
      self = .positions(first...last)
      return
    }
    guard text.utf8.count == 6, text.utf8.allSatisfy(Self.isHexadecimal) else {
      throw AgentError(.usage, "names no entry", object: text, hint: "a number from 1, as 2-4, an id, or all")
    }
    self = .id(text)
  }

  public var description: String {
    switch self {
    case .positions(let range):
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    case .id(let id): id
    case .all: "all"
    }
  }

  private static func number(_ digits: Substring.UTF8View) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return Int(Substring(digits))
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
