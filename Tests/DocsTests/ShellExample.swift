/// Commands shown in one block of a document, and what it says they print.
struct ShellExample: Sendable {
  struct Step: Sendable, Equatable {
    var command: String
    /// What is printed on standard output, with `…` for anything; nil where the document shows nothing.
    var output: String?
  }

  var steps: [Step]

  // MARK: - Manual pages

  /// The literal blocks of a page's EXAMPLES. A line `$ command` begins a step; it goes on in lines that begin
  /// with `> ` or follow a backslash or bar, and other lines are its output. The comment `.\" example: skip REASON`
  /// takes out the block or the step that follows it.
  static func examples(in page: ManualPage) -> [ShellExample] {
    var examples: [ShellExample] = []
    var block: [Substring]?
    var skips = false
    for line in page.lines(of: "EXAMPLES") {
      if line.hasPrefix(".Bd") {
        block = []
      } else if line.hasPrefix(".Ed") {
        let steps = skips ? [] : steps(of: block ?? [])
        if !steps.isEmpty {
          examples.append(ShellExample(steps: steps))
        }
        (block, skips) = (nil, false)
      } else if block != nil {
        block?.append(line)
      } else if isSkip(line) {
        skips = true
      }
    }
    return examples
  }

  private static func isSkip(_ line: Substring) -> Bool { line.hasPrefix(".\\\" example: skip ") }

  private static func steps(of block: [Substring]) -> [Step] {
    var steps: [Step] = []
    var isSkipped = false
    var skipsNext = false
    for source in block {
      if isSkip(source) {
        skipsNext = true
        continue
      }
      let line = Mdoc.plain(source)
      if line.hasPrefix("$ ") {
        (isSkipped, skipsNext) = (skipsNext, false)
        if !isSkipped { steps.append(Step(command: String(line.dropFirst(2)))) }
      } else if !isSkipped, var last = steps.popLast() {
        let isOpen = ["\\", "|", "&&"].contains { last.command.hasSuffix($0) }
        if last.output == nil, line.hasPrefix("> ") || isOpen {
          last.command += "\n" + (line.hasPrefix("> ") ? String(line.dropFirst(2)) : line)
        } else {
          last.output = (last.output.map { $0 + "\n" } ?? "") + line
        }
        steps.append(last)
      }
    }
    return steps
  }

  // MARK: - Markdown

  /// The `sh` blocks of a Markdown document: a command a line. The comment `<!-- example: skip REASON -->` takes
  /// out the block that follows it.
  static func examples(inMarkdown text: String) -> [ShellExample] {
    var examples: [ShellExample] = []
    var steps: [Step]?
    var skips = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```sh" {
        steps = []
      } else if line == "```", let block = steps {
        if !skips {
          examples.append(ShellExample(steps: block))
        }
        (steps, skips) = (nil, false)
      } else if steps != nil, !line.isEmpty {
        steps?.append(Step(command: String(line)))
      } else if line.hasPrefix("<!-- example: skip ") {
        skips = true
      }
    }
    return examples
  }

  // MARK: - Comparing

  /// Whether `actual` is what `expected` shows, when `…` stands for any text and the last newline for nothing.
  static func matches(_ actual: String, _ expected: String) -> Bool {
    let parts = expected.split(separator: "…", omittingEmptySubsequences: false)
    var rest = actual[...]
    while rest.last == "\n" { rest.removeLast() }
    guard let first = parts.first, rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    if parts.count == 1 { return rest.isEmpty }
    for part in parts.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }
}
