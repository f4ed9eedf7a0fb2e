/// Shell patterns on the bytes of names: `*`, `?`, `[a-z]`, `[!a]`, `\x`. Unless told otherwise they never match
/// across `/`; see ``IgnorePattern`` for `**`.
public struct Glob: Sendable, Equatable {
  private enum Token: Sendable, Equatable {
    case byte(UInt8)
    case any
    case star
    case set([ClosedRange<UInt8>], negated: Bool)
  }

  private let tokens: [Token]
  /// What only itself matches.
  private let separator: UInt8?

  /// - Parameter crossesSlashes: for text that is no path.
  public init(_ pattern: some Sequence<UInt8>, crossesSlashes: Bool = false) {
    separator = crossesSlashes ? nil : UInt8(ascii: "/")
    var tokens: [Token] = []
    let bytes = Array(pattern)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "*"): if tokens.last != .star { tokens.append(.star) }
      case UInt8(ascii: "?"): tokens.append(.any)
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        index += 1
        tokens.append(.byte(bytes[index]))
      case UInt8(ascii: "["):
        if let (set, end) = Self.parseSet(bytes, index) {
          tokens.append(set)
          index = end
        } else {
          tokens.append(.byte(bytes[index]))
        }
      case let byte: tokens.append(.byte(byte))
      }
      index += 1
    }
    self.tokens = tokens
  }

  /// The set that begins at `[`, and the place of its `]`; nil when it is never closed.
  private static func parseSet(_ bytes: [UInt8], _ start: Int) -> (Token, Int)? {
    var index = start + 1
    var negated = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "^") {
      negated = true
      index += 1
    }
    var ranges: [ClosedRange<UInt8>] = []
    let first = index
    while index < bytes.count {
      var low = bytes[index]
      if low == UInt8(ascii: "]"), index > first { return (.set(ranges, negated: negated), index) }
      if low == UInt8(ascii: "\\"), index + 1 < bytes.count {
        index += 1
        low = bytes[index]
      }
      if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2] != UInt8(ascii: "]")
      {
        let high = bytes[index + 2]
        if low <= high { ranges.append(low...high) }
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return nil
  }

  /// Whether the whole of `name` fits. Time is bounded by the product of the lengths.
  public func matches(_ name: some Collection<UInt8>) -> Bool {
    let name = Array(name)
    var token = 0
    var index = 0
    var star: (token: Int, index: Int)?
    while index < name.count {
      if token < tokens.count, tokens[token] == .star {
        star = (token, index)
        token += 1
      } else if token < tokens.count, fits(tokens[token], name[index]) {
        token += 1
        index += 1
      } else if let last = star, name[last.index] != separator {
        star = (last.token, last.index + 1)
        token = last.token + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    while token < tokens.count, tokens[token] == .star { token += 1 }
    return token == tokens.count
  }

  private func fits(_ token: Token, _ byte: UInt8) -> Bool {
    switch token {
    case .byte(let wanted): wanted == byte
    case .any: byte != separator
    case .star: false
    case .set(let ranges, let negated):
      byte != separator && ranges.contains { $0.contains(byte) } != negated
    }
  }
}
