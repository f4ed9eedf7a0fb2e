@testable import AgentTools

extension FuzzTarget {
  /// A text, what is looked for and what replaces it, with NULs between: where no CR is about, the result is that of a
  /// plain replacement; and the difference, applied to the old text, gives the new one.
  static let edit = FuzzTarget("edit") { input in
    let parts = input.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
    guard parts.count == 3 else { return }
    let (old, new) = (String(decoding: parts[1], as: UTF8.self), String(decoding: parts[2], as: UTF8.self))
    let edit = TextEdit(old: old, new: new, replacesAll: true)
    let text = parts[0]
    guard let result = try? edit.apply(to: text, of: "f") else {
      require(
        old.isEmpty || text.contains(0x0d) || plain(text, Array(old.utf8), Array(new.utf8)) == nil,
        "what is there is found")
      return
    }
    if !text.contains(0x0d), !old.utf8.contains(0x0d), !text.starts(with: [0xef, 0xbb, 0xbf]) {
      require(plain(text, Array(old.utf8), Array(new.utf8)) == result, "it is a plain replacement")
    }
    let difference = UnifiedDiff.text(text, result, name: "f", limit: .max)
    require(difference.isEmpty == (text == result), "there is a difference where there is one")
  }

  /// nil where there is nothing to replace.
  private static func plain(_ text: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var place = 0
    var found = false
    while place < text.count {
      if text[place...].starts(with: old) {
        result += new
        place += old.count
        found = true
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return found ? result : nil
  }
}
