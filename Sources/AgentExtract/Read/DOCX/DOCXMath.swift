/// Office Math (ECMA-376 part 1, 22.1) as LaTeX: the structures that formulas are mostly made of.
enum DOCXMath {
  static func latex(_ element: XMLElement) -> String {
    element.children.map(spell).joined()
  }

  private static func argument(_ element: XMLElement, _ name: String) -> String {
    element.child(name).map(latex) ?? ""
  }

  private static func property(_ element: XMLElement, _ group: String, _ name: String) -> String? {
    element.child(group)?.child(name)?["val"]
  }

  private static func spell(_ element: XMLElement) -> String {
    switch element.name {
    case "r": return element.children.filter { $0.name == "t" }.map { escaped($0.text) }.joined()
    case "f": return "\\frac{\(argument(element, "num"))}{\(argument(element, "den"))}"
    case "sSup": return "\(base(element))^{\(argument(element, "sup"))}"
    case "sSub": return "\(base(element))_{\(argument(element, "sub"))}"
    case "sSubSup": return "\(base(element))_{\(argument(element, "sub"))}^{\(argument(element, "sup"))}"
    case "sPre":
      return "{}_{\(argument(element, "sub"))}^{\(argument(element, "sup"))}\(argument(element, "e"))"
    case "rad":
      let degree = argument(element, "deg")
      return "\\sqrt\(degree.isEmpty ? "" : "[\(degree)]"){\(argument(element, "e"))}"
    case "nary": return nary(element)
    case "d": return delimited(element)
    case "func": return "\(argument(element, "fName")) \(argument(element, "e"))"
    case "limLow": return "\(argument(element, "e"))_{\(argument(element, "lim"))}"
    case "limUpp": return "\(argument(element, "e"))^{\(argument(element, "lim"))}"
    case "acc": return accent(element)
    case "bar":
      let isTop = property(element, "barPr", "pos") == "top"
      return "\\\(isTop ? "overline" : "underline"){\(argument(element, "e"))}"
    case "m":
      let rows = element.children.filter { $0.name == "mr" }.map { row in
        row.children.filter { $0.name == "e" }.map(latex).joined(separator: " & ")
      }
      return "\\begin{matrix}\(rows.joined(separator: " \\\\ "))\\end{matrix}"
    case "eqArr":
      return element.children.filter { $0.name == "e" }.map(latex).joined(separator: " \\\\ ")
    case "box", "borderBox", "groupChr", "phant": return argument(element, "e")
    case "e", "num", "den", "sub", "sup", "deg", "lim", "fName", "oMath": return latex(element)
    default: return ""
    }
  }

  /// What an index stands at, in braces where it is more than one sign.
  private static func base(_ element: XMLElement) -> String {
    let text = argument(element, "e")
    return text.count > 1 ? "{\(text)}" : text
  }

  private static func nary(_ element: XMLElement) -> String {
    let sign = property(element, "naryPr", "chr") ?? "∫"
    let names = [
      "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "∬": "\\iint", "∮": "\\oint", "⋃": "\\bigcup",
      "⋂": "\\bigcap",
    ]
    var text = names[sign] ?? sign
    let (low, high) = (argument(element, "sub"), argument(element, "sup"))
    if !low.isEmpty { text += "_{\(low)}" }
    if !high.isEmpty { text += "^{\(high)}" }
    return "\(text) \(argument(element, "e"))"
  }

  private static func delimited(_ element: XMLElement) -> String {
    let open = property(element, "dPr", "begChr") ?? "("
    let close = property(element, "dPr", "endChr") ?? ")"
    let separator = property(element, "dPr", "sepChr") ?? "|"
    let content = element.children.filter { $0.name == "e" }.map(latex).joined(separator: separator)
    func spelled(_ sign: String) -> String {
      sign.isEmpty ? "." : sign == "{" || sign == "}" ? "\\" + sign : sign
    }
    return "\\left\(spelled(open))\(content)\\right\(spelled(close))"
  }

  private static func accent(_ element: XMLElement) -> String {
    let names = [
      "\u{302}": "hat", "\u{303}": "tilde", "\u{304}": "bar", "\u{305}": "overline", "\u{307}": "dot",
      "\u{308}": "ddot", "\u{20d7}": "vec", "\u{30c}": "check",
    ]
    let sign = property(element, "accPr", "chr") ?? "\u{302}"
    return "\\\(names[sign] ?? "hat"){\(argument(element, "e"))}"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "#$%&_{}".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
