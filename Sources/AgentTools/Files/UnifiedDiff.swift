/// The difference of two texts as `diff -u` shows it. Pure.
///
/// Lines are compared by Myers' algorithm (An O(ND) Difference Algorithm, 1986), and only those between the first and
/// the last difference. Texts that differ in more places than is worth finding out are shown as one replacement.
enum UnifiedDiff {
  /// Lines shown around a difference.
  static let context = 3
  /// Differences that are looked for one by one.
  private static let depthLimit = 400
  /// Bytes between the first and the last difference of both texts, beyond which none is shown.
  private static let windowLimit = 1 << 20

  /// - Parameters:
  ///   - name: the path in the heading.
  ///   - limit: about how many bytes; what goes beyond is left out at a line's end, and said to be.
  /// - Returns: empty for texts that are the same.
  static func text(_ old: [UInt8], _ new: [UInt8], name: String, limit: Int) -> String {
    if old == new { return "" }
    let window = Window(old, new)
    if window.bytes > windowLimit {
      let note = "[… \(old.count) bytes became \(new.count), in too many places to be shown …]"
      return "--- \(name)\n+++ \(name)\n\(note)\n"
    }
    let script = edits(window.old, window.new)
    var output = Array("--- \(name)\n+++ \(name)\n".utf8)
    for hunk in hunks(script) {
      write(hunk, script, window, to: &output)
      if output.count > limit { break }
    }
    guard output.count > limit else { return String(decoding: output, as: UTF8.self) }
    let end = output[..<limit].lastIndex(of: 0x0a).map { $0 + 1 } ?? limit
    return String(decoding: output[..<end], as: UTF8.self) + "[… the rest of the difference is left out …]\n"
  }

  /// The lines between the first and the last difference, with those around them.
  private struct Window {
    let old: [ArraySlice<UInt8>]
    let new: [ArraySlice<UInt8>]
    /// Lines before the window.
    let skipped: Int
    /// Of both texts.
    let bytes: Int

    init(_ old: [UInt8], _ new: [UInt8]) {
      let shorter = min(old.count, new.count)
      var prefix = 0
      while prefix < shorter, old[prefix] == new[prefix] { prefix += 1 }
      var suffix = 0
      while suffix < shorter - prefix, old[old.count - 1 - suffix] == new[new.count - 1 - suffix] {
        suffix += 1
      }
      let start = Window.lineStart(old, before: prefix, lines: UnifiedDiff.context)
      skipped = old[..<start].reduce(0) { $0 + ($1 == 0x0a ? 1 : 0) }
      let oldEnd = Window.lineEnd(old, from: old.count - suffix, lines: UnifiedDiff.context + 1)
      let newEnd = Window.lineEnd(new, from: new.count - suffix, lines: UnifiedDiff.context + 1)
      bytes = oldEnd + newEnd - 2 * start
      let isShown = bytes <= UnifiedDiff.windowLimit
      self.old = isShown ? Window.lines(old[start..<oldEnd]) : []
      self.new = isShown ? Window.lines(new[start..<newEnd]) : []
    }

    private static func lineStart(_ text: [UInt8], before place: Int, lines: Int) -> Int {
      var left = lines + 1
      var place = place
      while place > 0 {
        if text[place - 1] == 0x0a {
          left -= 1
          if left == 0 { return place }
        }
        place -= 1
      }
      return 0
    }

    private static func lineEnd(_ text: [UInt8], from place: Int, lines: Int) -> Int {
      var left = lines
      for index in place..<max(place, text.count) where text[index] == 0x0a {
        left -= 1
        if left == 0 { return index + 1 }
      }
      return text.count
    }

    /// Each with its newline: that the last has none is a difference too.
    private static func lines(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
      var lines: [ArraySlice<UInt8>] = []
      var start = text.startIndex
      while start < text.endIndex {
        let end = text[start...].firstIndex(of: 0x0a).map { $0 + 1 } ?? text.endIndex
        lines.append(text[start..<end])
        start = end
      }
      return lines
    }
  }

  private enum Edit {
    case keep(old: Int, new: Int)
    case delete(old: Int, new: Int)
    case insert(old: Int, new: Int)

    var isKept: Bool { if case .keep = self { true } else { false } }
    var old: Int {
      switch self {
      case .keep(let old, _), .delete(let old, _), .insert(let old, _): old
      }
    }
    var new: Int {
      switch self {
      case .keep(_, let new), .delete(_, let new), .insert(_, let new): new
      }
    }
  }

  private static func edits(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Edit] {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    let (left, right) = (old.map(number), new.map(number))
    if let path = shortestPath(left, right) { return path }
    return wholesale(left, right)
  }

  /// The lines that both begin with and end with are kept, and all between them replaced.
  private static func wholesale(_ left: [Int], _ right: [Int]) -> [Edit] {
    let shorter = min(left.count, right.count)
    var prefix = 0
    while prefix < shorter, left[prefix] == right[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < shorter - prefix, left[left.count - 1 - suffix] == right[right.count - 1 - suffix] {
      suffix += 1
    }
    return (0..<prefix).map { .keep(old: $0, new: $0) }
      + (prefix..<left.count - suffix).map { .delete(old: $0, new: prefix) }
      + (prefix..<right.count - suffix).map { .insert(old: left.count - suffix, new: $0) }
      + (0..<suffix).map { .keep(old: left.count - suffix + $0, new: right.count - suffix + $0) }
  }

  /// nil where the texts differ in more than ``depthLimit`` lines.
  private static func shortestPath(_ left: [Int], _ right: [Int]) -> [Edit]? {
    let limit = min(depthLimit, left.count + right.count)
    // reach[k + limit]: how far one comes in the old text on the diagonal k.
    var reach = [Int](repeating: 0, count: 2 * limit + 2)
    var trace: [[Int]] = []
    for depth in 0...limit {
      trace.append(reach)
      for diagonal in stride(from: -depth, through: depth, by: 2) {
        let place = diagonal + limit
        let goesDown =
          diagonal == -depth || (diagonal != depth && reach[place - 1] < reach[place + 1])
        var x = goesDown ? reach[place + 1] : reach[place - 1] + 1
        while x < left.count, x - diagonal < right.count, x - diagonal >= 0, left[x] == right[x - diagonal] {
          x += 1
        }
        reach[place] = x
        if x >= left.count, x - diagonal >= right.count {
          return walkBack(trace, limit, left.count, right.count)
        }
      }
    }
    return nil
  }

  private static func walkBack(_ trace: [[Int]], _ limit: Int, _ oldCount: Int, _ newCount: Int) -> [Edit] {
    var path: [Edit] = []
    var (x, y) = (oldCount, newCount)
    for depth in stride(from: trace.count - 1, through: 0, by: -1) {
      let reach = trace[depth]
      let diagonal = x - y
      let place = diagonal + limit
      let goesDown =
        depth > 0 && (diagonal == -depth || (diagonal != depth && reach[place - 1] < reach[place + 1]))
      let earlier = depth == 0 ? 0 : goesDown ? reach[place + 1] : reach[place - 1]
      let earlierNew = depth == 0 ? 0 : earlier - (goesDown ? diagonal + 1 : diagonal - 1)
      while x > earlier, y > earlierNew {
        x -= 1
        y -= 1
        path.append(.keep(old: x, new: y))
      }
      if depth > 0 {
        path.append(goesDown ? .insert(old: x, new: earlierNew) : .delete(old: earlier, new: y))
      }
      (x, y) = (earlier, earlierNew)
    }
    return path.reversed()
  }

  /// Ranges of the script with the lines around each difference, joined where they touch.
  private static func hunks(_ script: [Edit]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, edit) in script.enumerated() where !edit.isKept {
      let range = max(0, index - context)..<min(script.count, index + context + 1)
      if let last = hunks.last, range.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  private static func write(_ hunk: Range<Int>, _ script: [Edit], _ window: Window, to output: inout [UInt8])
  {
    let edits = script[hunk]
    var (oldCount, newCount) = (0, 0)
    for edit in edits {
      switch edit {
      case .keep: (oldCount, newCount) = (oldCount + 1, newCount + 1)
      case .delete: oldCount += 1
      case .insert: newCount += 1
      }
    }
    func place(_ first: Int, _ count: Int) -> String {
      let line = window.skipped + first + (count == 0 ? 0 : 1)
      return count == 1 ? "\(line)" : "\(line),\(count)"
    }
    let first = script[hunk.lowerBound]
    output += Array("@@ -\(place(first.old, oldCount)) +\(place(first.new, newCount)) @@\n".utf8)
    for edit in edits {
      let (mark, line): (String, ArraySlice<UInt8>)
      switch edit {
      case .keep(let old, _): (mark, line) = (" ", window.old[old])
      case .delete(let old, _): (mark, line) = ("-", window.old[old])
      case .insert(_, let new): (mark, line) = ("+", window.new[new])
      }
      output += Array(mark.utf8)
      output += line
      if line.last != 0x0a { output += Array("\n\\ No newline at end of file\n".utf8) }
    }
  }
}
