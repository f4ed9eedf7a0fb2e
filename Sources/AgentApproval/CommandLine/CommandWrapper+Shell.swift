import AgentSystem

/// Programs that are given lines of shell.
extension CommandWrapper {
  static let shells: Set = ["bash", "sh", "dash", "zsh", "ksh", "ash"]

  /// `bash -c LINE`: the line is what stands behind all options.
  static func shellLine(_ words: [ShellWord]) -> Inner {
    var rest = words[...]
    var takesLine = false
    var readsInput = false
    options: while let word = rest.first {
      guard word.isLiteral else { return .unknown("the options of a shell") }
      guard let sign = word.text.utf8.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") else {
        break
      }
      rest.removeFirst()
      if word.text == "-" || word.text == "--" { break options }
      if ["--rcfile", "--init-file"].contains(word.text) {
        _ = rest.popFirst()
        continue
      }
      if word.text.hasPrefix(bytes: "--") { continue }
      for letter in word.text.utf8.dropFirst() {
        switch letter {
        case UInt8(ascii: "c"): takesLine = takesLine || sign == UInt8(ascii: "-")
        case UInt8(ascii: "s"): readsInput = true
        case UInt8(ascii: "o"), UInt8(ascii: "O"):
          if rest.popFirst().map({ !$0.isLiteral }) ?? true { return .unknown("the options of a shell") }
        default: break
        }
      }
    }
    if takesLine {
      guard let line = rest.first, line.isLiteral else { return .unknown("what a shell is given") }
      return .lines([line.text])
    }
    guard let script = rest.first, !readsInput else { return .unknown("what a shell reads") }
    return script.isLiteral ? .none : .unknown("what a shell runs")
  }

  /// `watch LINE`
  static func watchedLine(_ rest: [ShellWord]) -> Inner {
    let takesValue: Set = ["-n", "--interval", "-q", "--equexit"]
    let said = rest.drop {
      $0.isLiteral && $0.text.hasPrefix(bytes: "-") && !takesValue.contains($0.text)
    }
    guard let first = said.first, first.isLiteral, !first.text.hasPrefix(bytes: "-") else {
      return rest.isEmpty ? .none : .unknown("the options of 'watch'")
    }
    return said.allSatisfy(\.isLiteral)
      ? .lines([said.map(\.text).joined(separator: " ")]) : .unknown("what 'watch' is given")
  }
}
