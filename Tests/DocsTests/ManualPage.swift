import Testing

/// A page of man/ as its source says it.
struct ManualPage: Sendable, CustomTestStringConvertible {
  /// `agent-turn.1`
  let fileName: String
  let lines: [Substring]

  init(fileName: String, source: String) {
    self.fileName = fileName
    lines = source.split(separator: "\n", omittingEmptySubsequences: false)
  }

  var testDescription: String { fileName }

  /// `agent-turn`
  var name: String { String(fileName.dropLast(2)) }
  var section: Int { fileName.last?.wholeNumberValue ?? 0 }

  /// The one-line description after the name.
  var summary: String {
    lines.first { $0.hasPrefix(".Nd ") }.map { Mdoc.plain($0.dropFirst(4)) } ?? ""
  }

  /// The lines of a section, or none.
  func lines(of section: String) -> ArraySlice<Substring> {
    let rest = lines.drop { $0 != ".Sh \(section)" }.dropFirst()
    return rest.prefix { !$0.hasPrefix(".Sh ") }
  }

  // MARK: - Tables and lists

  /// The rows of the columns in a section, without the heading.
  func rows(of section: String) -> [[String]] {
    lines(of: section).filter { Mdoc.macro(of: $0) == "It" }.compactMap { line in
      let cells = Mdoc.arguments(of: line).split(separator: "Ta")
      return cells.count > 1 && cells[0].first != "Sy" ? cells.map { Mdoc.text(of: $0) } : nil
    }
  }

  struct Item {
    /// The names on the item's line, in the alternatives that commas make.
    let names: [String]
    /// The lines below it, up to the next item or the end of the list.
    let body: [Substring]

    /// The body as running text.
    var text: String {
      body.map { Mdoc.macro(of: $0) == nil ? Mdoc.plain($0) : Mdoc.text(of: Mdoc.arguments(of: $0)) }
        .joined(separator: " ")
    }

    /// What the body marks with `Va`.
    var members: [String] {
      body.flatMap { line in
        Mdoc.marked("Va", in: [String(Mdoc.macro(of: line) ?? "")] + Mdoc.arguments(of: line))
      }
    }
  }

  /// The items of the tagged lists in a section.
  func items(of section: String) -> [Item] {
    var items: [Item] = []
    var names: [String]?
    var body: [Substring] = []
    func close() { if let names { items.append(Item(names: names, body: body)) } }
    for line in lines(of: section) {
      switch Mdoc.macro(of: line) {
      case "It":
        close()
        names = Mdoc.headingWords(Mdoc.arguments(of: line))
        body = []
      case "El":
        close()
        names = nil
      default: body.append(line)
      }
    }
    return items
  }

  // MARK: - Options

  /// The options that the page defines: those of each verb, by the verb's words, and those of the page as a
  /// whole under "".
  ///
  /// A verb has a heading of its own, as `.Ss list` or as the `.It Cm list Op Fl -limit Ar n` of a list, and
  /// what stands below it is about it. An option is defined in a heading, an item or an `Op`; elsewhere it is
  /// only mentioned.
  func options(verbs: Set<String>) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    var current: [String] = []
    var currentDepth = 0
    var depth = 0
    var inHead = false
    for line in definingLines {
      guard let macro = Mdoc.macro(of: line) else { continue }
      let arguments = Mdoc.arguments(of: line)
      switch macro {
      case "Bl": depth += 1
      case "El":
        depth -= 1
        if depth < currentDepth { current = [] }
      case "Ss", "Sh", "It":
        if macro != "It" || current.isEmpty || depth == currentDepth && currentDepth > 0 {
          let command = "\(name) "
          let heads = Mdoc.headingWords(arguments)
            .map { $0.hasPrefix(command) ? String($0.dropFirst(command.count)) : $0 }
          current = heads.filter(verbs.contains)
          currentDepth = macro == "It" ? depth : 0
        }
      default: break
      }
      if inHead || ["It", "Ss", "Op", "Oo", "Nm"].contains(macro) {
        let words = inHead ? [String(macro)] + arguments : arguments
        for place in current.isEmpty ? [""] : current {
          found[place, default: []].formUnion(Mdoc.options(in: words))
        }
      }
      if arguments.contains("Xo") || macro == "Oo" && !arguments.contains("Oc") { inHead = true }
      if macro == "Xc" || macro == "Oc" || arguments.contains("Xc") { inHead = false }
    }
    return found
  }

  /// The options that the SYNOPSIS gives each verb, where it has a form for each: `.Nm`, `.Cm list`,
  /// `.Op Fl -limit Ar n`.
  func synopsis(verbs: Set<String>) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    var current: [String] = []
    for line in lines(of: "SYNOPSIS") {
      let words = [String(Mdoc.macro(of: line) ?? "")] + Mdoc.arguments(of: line)
      if words[0] == "Nm" { current = [] }
      if words.contains("Cm"), current.isEmpty { current = Mdoc.headingWords(words).filter(verbs.contains) }
      for verb in current { found[verb, default: []].formUnion(Mdoc.options(in: words)) }
    }
    return found
  }

  private var definingLines: [Substring] {
    let others = ["NAME", "SYNOPSIS", "EXAMPLES", "SEE ALSO", "ENVIRONMENT", "FILES"].map { ".Sh \($0)" }
    var isDefining = false
    return lines.filter { line in
      if line.hasPrefix(".Sh ") { isDefining = !others.contains(String(line)) }
      return isDefining
    }
  }
}
