import AgentCLI
import AgentCore
import AgentExtract
import AgentJSON
import AgentSystem

/// `--tool view`: the command as a tool of agent-turn, described in Resources/tools/view.tool.json. One
/// object of arguments on standard input, the text on standard output.
struct ViewTool {
  private let context: CommandContext

  init(_ context: CommandContext) { self.context = context }

  func run() throws -> ExitStatus {
    ParentWatch.start()
    let arguments = try readArguments()
    guard let source = arguments["source"]?.string else {
      throw AgentError(.usage, "the argument 'source' is missing", object: "view")
    }
    var text = ""
    var request = Extraction.Request(operands: [source])
    request.drawsTrees = Files.isDirectory(context.absolute(source))
    let extraction = Extraction(
      request, environment: context.environment, workingDirectory: context.workingDirectory,
      sinks: OutputSinks(text: { text += $0 }, record: { _ in }, notice: { context.diagnostics.note($0) }),
      cancellation: context.cancellation, reportFailure: { _ in })
    try extraction.run()
    if let failure = extraction.failures.first { throw failure }
    let lines = ViewedLines(text)
    if let query = arguments["search_query"]?.string, !query.isEmpty {
      try context.output.text(lines.neighbourhoods(of: query) ?? "No line has these words: \(query)\n")
    } else {
      try context.output.text(lines.text(from: arguments["start_at_line"]?.int ?? 1))
    }
    return .done
  }

  private func readArguments() throws(AgentError) -> JSON {
    do {
      return try JSON(parsing: try IO.readToEnd(0, limit: 1 << 20, of: "standard input"))
    } catch {
      throw AgentError(wrapping: error)
    }
  }
}

/// The lines of an extracted text, chosen by number or by words.
struct ViewedLines {
  private let lines: [Substring]
  /// Lines shown before and after one that has the words.
  private static let context = 10

  init(_ text: String) {
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      Substring($0)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  /// - Parameter first: from 1.
  func text(from first: Int) -> String {
    lines.dropFirst(max(0, first - 1)).map { $0 + "\n" }.joined()
  }

  /// The lines around those that hold `query` as it stands, merged where they touch; nil when none does.
  func neighbourhoods(of query: String) -> String? {
    var ranges: [Range<Int>] = []
    for (index, line) in lines.enumerated() where line.contains(query) {
      let range = max(0, index - Self.context)..<min(lines.count, index + Self.context + 1)
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    if ranges.isEmpty { return nil }
    return ranges.enumerated().map { number, range in
      let title =
        "search result \(number + 1)/\(ranges.count): lines \(range.lowerBound + 1)-\(range.upperBound)"
      return "--- \(title) ---\n" + lines[range].map { $0 + "\n" }.joined()
    }.joined()
  }
}
