/// Cuts a loop's standard input into lines. Unlike ``LineReader`` it goes on behind a line that is too long. Pure.
struct LoopLines {
  enum Line: Equatable {
    case text([UInt8], number: Int)
    case tooLong(number: Int)
  }

  private var partial: [UInt8] = []
  private var isSkipping = false
  private var number = 1
  private let limit: Int

  /// - Parameter limit: bytes of a line.
  init(limit: Int) { self.limit = limit }

  /// The lines that these bytes complete; blank ones are only counted.
  mutating func take(_ bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var rest = bytes[...]
    while let newline = rest.firstIndex(of: 0x0a) {
      add(rest[..<newline])
      rest = rest[(newline + 1)...]
      end(&lines)
    }
    add(rest)
    return lines
  }

  /// The last line, where its newline is missing.
  mutating func finish() -> [Line] {
    var lines: [Line] = []
    end(&lines)
    return lines
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    if isSkipping { return }
    partial += bytes
    if partial.count > limit {
      isSkipping = true
      partial = []
    }
  }

  private mutating func end(_ lines: inout [Line]) {
    if isSkipping {
      lines.append(.tooLong(number: number))
    } else if !partial.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) {
      lines.append(.text(partial, number: number))
    }
    partial = []
    isSkipping = false
    number += 1
  }
}
