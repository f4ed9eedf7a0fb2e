import AgentCore
import Glibc

/// One replacement in a text. Pure.
///
/// What is looked for must be there as it stands, once; only that a line ends in LF or CR LF makes no difference, since
/// models are shown lines without their ends.
struct TextEdit {
  let old: [UInt8]
  let new: [UInt8]
  let replacesAll: Bool

  init(old: String, new: String, replacesAll: Bool) {
    self.old = Self.plain(Array(old.utf8))
    self.new = Array(new.utf8)
    self.replacesAll = replacesAll
  }

  /// The text with the replacement made.
  /// - Throws: 65, with what is nearest or where it is found.
  func apply(to text: [UInt8], of file: String) throws(AgentError) -> [UInt8] {
    if old.isEmpty {
      throw AgentError(.badData, "old_string is empty", object: file, hint: "write makes a file")
    }
    let found = matches(in: text, limit: replacesAll ? .max : 1000)
    if found.isEmpty {
      throw AgentError(
        .badData, "old_string was not found", object: file, hint: NearestLine.hint(for: old, in: text))
    }
    if found.count > 1, !replacesAll {
      let numbers = lineNumbers(found.prefix(10).map(\.lowerBound), in: text).map(String.init)
      let more = found.count > 10 ? ", …" : ""
      throw AgentError(
        .badData,
        "old_string was found \(found.count) times, in lines \(numbers.joined(separator: ", "))\(more)",
        object: file, hint: "add lines around it until it is unique, or set replace_all")
    }
    let replacement = LineEnds.areCarriageReturns(text) ? LineEnds.withCarriageReturns(new) : new
    var result: [UInt8] = []
    result.reserveCapacity(text.count + found.count * max(0, replacement.count - old.count))
    var end = 0
    for range in found {
      result += text[end..<range.lowerBound]
      result += replacement
      end = range.upperBound
    }
    result += text[end...]
    return LineEnds.keepingMark(result, of: text)
  }

  /// Without the CR of CR LF.
  private static func plain(_ bytes: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    for byte in bytes {
      if byte == 0x0a, plain.last == 0x0d { plain.removeLast() }
      plain.append(byte)
    }
    return plain
  }

  private func matches(in text: [UInt8], limit: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    text.withUnsafeBufferPointer { text in
      old.withUnsafeBufferPointer { old in
        var place = 0
        while place < text.count, found.count < limit {
          if old[0] != 0x0a {
            guard let next = memchr(text.baseAddress! + place, Int32(old[0]), text.count - place) else {
              return
            }
            place = UnsafeRawPointer(next) - UnsafeRawPointer(text.baseAddress!)
          }
          if let end = Self.end(ofMatchAt: place, in: text, old) {
            found.append(place..<end)
            place = end
          } else {
            place += 1
          }
        }
      }
    }
    return found
  }

  private static func end(
    ofMatchAt start: Int, in text: UnsafeBufferPointer<UInt8>, _ old: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var place = start
    for byte in old {
      if byte == 0x0a, place + 1 < text.count, text[place] == 0x0d, text[place + 1] == 0x0a { place += 1 }
      guard place < text.count, text[place] == byte else { return nil }
      place += 1
    }
    return place
  }

  private func lineNumbers(_ places: [Int], in text: [UInt8]) -> [Int] {
    var numbers: [Int] = []
    var line = 1
    var last = 0
    for place in places {
      for index in last..<place where text[index] == 0x0a { line += 1 }
      last = place
      numbers.append(line)
    }
    return numbers
  }
}

/// Which line of a text comes nearest to what was looked for and not found: as a rule a model has a blank wrong.
enum NearestLine {
  /// Texts larger than this are not searched.
  private static let textLimit = 4 << 20
  private static let shownLength = 120

  static func hint(for old: [UInt8], in text: [UInt8]) -> String {
    let advice = "read the file again"
    let wanted = old.split(separator: 0x0a).map(trimmed).first { !$0.isEmpty } ?? []
    guard !wanted.isEmpty, text.count <= textLimit else { return advice }
    var best: (score: Int, line: Int, text: ArraySlice<UInt8>)?
    let pairs = Self.pairs(wanted)
    for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
      let plain = trimmed(line)
      if plain == wanted { return "line \(index + 1) differs only in blanks or in the lines that follow" }
      let score = Self.likeness(pairs, wanted.count, plain)
      if score > best?.score ?? 50 { best = (score, index + 1, plain) }
    }
    guard let best else { return advice }
    let shown = String(decoding: best.text.prefix(shownLength), as: UTF8.self)
    return "line \(best.line) comes nearest: \(shown)"
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0d { line.removeLast() }
    while let first = line.first, first == 0x20 || first == 0x09 { line.removeFirst() }
    return line
  }

  private static func pairs(_ line: ArraySlice<UInt8>) -> Set<UInt16> {
    Set(zip(line.prefix(400), line.prefix(400).dropFirst()).map { UInt16($0) << 8 | UInt16($1) })
  }

  /// How many of the pairs of letters two lines share, in percent.
  private static func likeness(_ wanted: Set<UInt16>, _ length: Int, _ line: ArraySlice<UInt8>) -> Int {
    // Lines of very different lengths cannot be alike; most fall out here.
    if line.count * 3 < length || length * 3 < line.count { return 0 }
    let pairs = pairs(line)
    let total = wanted.count + pairs.count
    return total == 0 ? 0 : 200 * wanted.intersection(pairs).count / total
  }
}
