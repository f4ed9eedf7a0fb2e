import AgentSystem
import Glibc

/// One line of the cache of summaries: fields with tabs between them, in PostgreSQL's text format of COPY
/// (`\N` for null, `\t`, `\n`, `\\`), since thousands of lines are read for each list.
extension SummaryCache.Entry {
  /// Appends the line without its newline.
  func write(to line: inout [UInt8]) {
    line += summary.id.utf8
    var fields = FieldWriter(line: line)
    line = []
    for number in mark.numbers { fields.put(number) }
    fields.put(summary.title)
    fields.put(summary.workingDirectory)
    fields.put(summary.forkedFrom)
    fields.put(summary.model)
    fields.put(summary.created?.milliseconds)
    fields.put(summary.updated?.milliseconds)
    fields.put(summary.lastUse?.milliseconds)
    fields.put(summary.turns)
    fields.put(summary.lastSequence)
    fields.put(summary.openTurn)
    fields.put(summary.lastTurnFailed ? 1 : 0)
    fields.put(summary.messages)
    fields.put(summary.contextTokens)
    fields.put(summary.contextLimit)
    fields.put(summary.origins.sorted())
    fields.put(summary.queued)
    line = fields.line
  }

  /// - Parameter line: without its newline; it begins with the id and a tab.
  init?(_ id: String, line: UnsafeBufferPointer<UInt8>) {
    var fields = FieldReader(line: line, index: id.utf8.count + 1)
    guard let mark = LogMark(reading: { fields.int() }) else { return nil }
    var summary = SessionSummary(id: id)
    summary.title = fields.string()
    summary.workingDirectory = fields.string()
    summary.forkedFrom = fields.string()
    summary.model = fields.string()
    summary.created = fields.time()
    summary.updated = fields.time()
    summary.lastUse = fields.time()
    summary.turns = fields.int() ?? 0
    summary.lastSequence = fields.int() ?? 0
    summary.openTurn = fields.int()
    summary.lastTurnFailed = fields.int() == 1
    summary.messages = fields.int() ?? 0
    summary.contextTokens = fields.int()
    summary.contextLimit = fields.int()
    summary.origins = Set(fields.strings())
    summary.queued = fields.strings()
    self.init(summary: summary, mark: mark)
  }
}

private struct FieldWriter {
  var line: [UInt8]

  mutating func put(_ number: Int?) {
    line.append(0x09)
    line += (number.map(String.init) ?? "\\N").utf8
  }

  mutating func put(_ text: String?) {
    line.append(0x09)
    guard let text else {
      line += "\\N".utf8
      return
    }
    for byte in text.utf8 {
      switch byte {
      case 0x09: line += "\\t".utf8
      case 0x0a: line += "\\n".utf8
      case 0x5c: line += "\\\\".utf8
      default: line.append(byte)
      }
    }
  }

  /// How many there are, and each.
  mutating func put(_ texts: [String]) {
    put(texts.count)
    for text in texts { put(text) }
  }
}

private struct FieldReader {
  let line: UnsafeBufferPointer<UInt8>
  var index: Int

  /// The next field as it stands; empty behind the last.
  private mutating func field() -> UnsafeBufferPointer<UInt8> {
    let start = min(index, line.count)
    var end = start
    while end < line.count, line[end] != 0x09 { end += 1 }
    index = end + 1
    return UnsafeBufferPointer(rebasing: line[start..<end])
  }

  /// nil for null and for what is no number.
  mutating func int() -> Int? {
    let field = field()
    let isNegative = field.first == 0x2d
    var value = 0
    for byte in field.dropFirst(isNegative ? 1 : 0) {
      guard (0x30...0x39).contains(byte) else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(byte - 0x30))
      if overflow || carry { return nil }
      value = sum
    }
    return field.isEmpty ? nil : isNegative ? -value : value
  }

  mutating func time() -> Timestamp? { int().map { Timestamp(milliseconds: $0) } }

  mutating func string() -> String? {
    let field = field()
    guard field.contains(0x5c) else { return String(decoding: field, as: UTF8.self) }
    var bytes: [UInt8] = []
    var rest = field.makeIterator()
    while let byte = rest.next() {
      guard byte == 0x5c else {
        bytes.append(byte)
        continue
      }
      switch rest.next() {
      case UInt8(ascii: "N"): return nil
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "n"): bytes.append(0x0a)
      case let other?: bytes.append(other)
      case nil: break
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func strings() -> [String] {
    guard let count = int(), count > 0, count <= line.count else { return [] }
    return (0..<count).compactMap { _ in string() }
  }
}
