/// A formula of TeX in one line of Unicode, as far as that has signs for it; what it does not know stays as it was
/// written. Pure.
struct MathText {
  private var rest: Substring.UnicodeScalarView
  private var depth: Int

  /// Groups in groups beyond this are left as they are.
  private static let deepest = 24

  static func unicode(_ formula: String) -> String {
    var parser = MathText(rest: formula.unicodeScalars[...], depth: 0)
    return tidied(parser.text(until: nil))
  }

  /// Without the white space that TeX ignores.
  private static func tidied(_ text: String) -> String {
    var tidied = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == " ", tidied.last == " " || tidied.isEmpty { continue }
      tidied.append(scalar)
    }
    while tidied.last == " " || tidied.last == "\n" { tidied.removeLast() }
    return String(tidied)
  }

  // MARK: - Reading

  private mutating func text(until end: Unicode.Scalar?) -> String {
    var text = ""
    while let scalar = rest.first {
      if scalar == end {
        rest.removeFirst()
        return text
      }
      text += element()
    }
    return text
  }

  /// One character, command or group, with nothing of what follows it.
  private mutating func element() -> String {
    guard let scalar = rest.popFirst() else { return "" }
    switch scalar {
    case "{":
      if depth >= Self.deepest { return "{" }
      depth += 1
      defer { depth -= 1 }
      return text(until: "}")
    case "\\": return command()
    case "^": return script(MathTable.superscripts, "^")
    case "_": return script(MathTable.subscripts, "_")
    case "~", "\n", "\t": return " "
    case "'": return "′"
    case "&": return " "
    default: return String(scalar)
    }
  }

  /// The argument of a command.
  private mutating func argument() -> String {
    rest = rest.drop { $0 == " " || $0 == "\n" }
    // A command whose argument is a command, and so on.
    if depth >= Self.deepest { return rest.popFirst().map { String($0) } ?? "" }
    depth += 1
    defer { depth -= 1 }
    return element()
  }

  private mutating func script(_ table: [Unicode.Scalar: Unicode.Scalar], _ mark: String) -> String {
    let argument = Self.tidied(argument())
    let mapped = argument.unicodeScalars.map { table[$0] }
    if !mapped.isEmpty, !mapped.contains(nil) {
      return String(String.UnicodeScalarView(mapped.compactMap(\.self)))
    }
    return mark + (argument.unicodeScalars.count > 1 ? "(\(argument))" : argument)
  }

  private mutating func command() -> String {
    guard let first = rest.first else { return "\\" }
    if first == "\\" {
      rest.removeFirst()
      return "; "
    }
    let letters = rest.prefix { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
    if letters.isEmpty {
      rest.removeFirst()
      return MathTable.symbols[String(first)] ?? "\\\(first)"
    }
    let name = String(String.UnicodeScalarView(letters))
    rest = rest[letters.endIndex...]
    return named(name)
  }

  private mutating func named(_ name: String) -> String {
    if let symbol = MathTable.symbols[name] { return symbol + spaceBeforeLetter(symbol) }
    if MathTable.functions.contains(name) {
      let follows = rest.first.map { $0 == "{" || $0 == "_" || $0 == "^" || $0 == "(" || $0 == " " } ?? true
      return follows ? name : name + " "
    }
    if MathTable.styles.contains(name) { return argument() }
    if MathTable.silent.contains(name) {
      // `\right.` draws nothing.
      if rest.first == ".", name == "left" || name == "right" { rest.removeFirst() }
      return ""
    }
    if let accent = MathTable.accents[name] { return accented(argument(), accent) }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": return fraction()
    case "binom": return "C(\(argument()), \(argument()))"
    case "sqrt": return root()
    case "mathbb":
      let letters = argument()
      return letters.unicodeScalars.map { MathTable.blackboard[String($0)] ?? String($0) }.joined()
    case "not": return accented(argument(), "\u{338}")
    case "begin": return environment()
    case "end":
      _ = argument()
      return ""
    case "tag", "label":
      return " (\(argument()))"
    case "pmod": return " (mod \(argument()))"
    default: return "\\\(name)"
    }
  }

  /// TeX takes the space behind a command's name for its end.
  private mutating func spaceBeforeLetter(_ symbol: String) -> String {
    if rest.first == " ", symbol.unicodeScalars.first.map({ $0.properties.isAlphabetic }) == true,
      rest.dropFirst().first.map({ $0.properties.isAlphabetic }) == true
    {
      rest.removeFirst()
      return " "
    }
    return ""
  }

  /// Accents go over letters and not over accents: each would double what the one before has made.
  private func accented(_ text: String, _ accent: String) -> String {
    text.unicodeScalars.map { scalar in
      let isBare = scalar == " " || scalar.properties.generalCategory == .nonspacingMark
      return isBare ? String(scalar) : String(scalar) + accent
    }.joined()
  }

  private mutating func fraction() -> String {
    let above = Self.tidied(argument())
    let below = Self.tidied(argument())
    return MathTable.fractions["\(above)/\(below)"] ?? "\(Self.factor(above))/\(Self.factor(below))"
  }

  private mutating func root() -> String {
    var sign = "√"
    if rest.first == "[" {
      rest.removeFirst()
      let degree = Self.tidied(text(until: "]"))
      switch degree {
      case "3": sign = "∛"
      case "4": sign = "∜"
      default:
        let mapped = degree.unicodeScalars.compactMap { MathTable.superscripts[$0] }
        sign = String(String.UnicodeScalarView(mapped)) + "√"
      }
    }
    return sign + Self.factor(Self.tidied(argument()))
  }

  /// In parentheses where it is more than one number or word.
  private static func factor(_ text: String) -> String {
    let isOne = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "."
        || scalar.properties.generalCategory == .nonspacingMark
        || scalar.properties.generalCategory == .otherNumber
    }
    return isOne ? text : "(\(text))"
  }

  /// Rows with semicolons between them, columns with spaces.
  private mutating func environment() -> String {
    let name = Self.tidied(argument())
    if depth >= Self.deepest { return "\\begin{\(name)}" }
    depth += 1
    defer { depth -= 1 }
    if name.hasPrefix("array"), rest.first == "{" { _ = argument() }
    var body = ""
    let end = Array("\\end{\(name)}".unicodeScalars)
    while !rest.isEmpty {
      if rest.starts(with: end) {
        rest.removeFirst(end.count)
        break
      }
      let isColumn = rest.first == "&"
      let element = element()
      body += isColumn && name.hasSuffix("matrix") ? "  " : element
    }
    body = Self.tidied(body)
    if body.hasSuffix(";") { body.removeLast() }
    switch name {
    case "pmatrix": return "(\(body))"
    case "bmatrix": return "[\(body)]"
    case "vmatrix": return "|\(body)|"
    case "Bmatrix", "cases": return "{ \(body)" + (name == "cases" ? "" : " }")
    default: return body
    }
  }
}
