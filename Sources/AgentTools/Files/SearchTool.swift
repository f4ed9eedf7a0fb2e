public import AgentApproval
public import AgentCore
public import AgentJSON
import AgentSystem
import Glibc

/// `search`: files by what they hold or by what they are called.
public struct SearchTool: Tool {
  static let defaultResults = 100
  /// Files larger than this are passed over.
  static let sizeLimit = 8 << 20
  /// Longest piece of a matching line that is shown, in bytes.
  static let lineLimit = 300

  public init() {}

  public var confinement: ToolConfinement { .files }

  public let description = ToolDescription(
    name: "search",
    description:
      "Search the workspace for a regular expression in file contents or names; respects .gitignore.",
    parameters: [
      "type": "object",
      "properties": [
        "pattern": ["type": "string"],
        "in": ["enum": ["contents", "names"], "description": "default contents"],
        "path": ["type": "string", "description": "directory (default: the workspace)"],
        "glob": ["type": "string", "description": "only files whose name fits, such as *.swift"],
        "regex": ["type": "boolean", "description": "false takes the pattern literally (default true)"],
        "ignore_case": ["type": "boolean"],
        "max_results": ["type": "integer", "minimum": 1, "maximum": 1000],
      ],
      "required": ["pattern"],
      "additionalProperties": false,
    ])

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let pattern = try Pattern(
      arguments["pattern"]?.string ?? "", isRegex: arguments["regex"]?.bool ?? true,
      ignoringCase: arguments["ignore_case"]?.bool ?? false)
    let base = arguments["path"]?.string ?? "."
    let glob = arguments["glob"]?.string.map { Glob($0.utf8) }
    let byName = arguments["in"]?.string == "names"
    var matches = Matches(limit: arguments["max_results"]?.int ?? Self.defaultResults)
    if let file = try? context.tree.openFile(base) {
      // A model often names a file where a directory is meant.
      try search(file, base, pattern, &matches, context)
      return ToolOutput(matches.text)
    }
    try TreeWalk(context.tree, from: base).run { entry throws(AgentError) in
      try context.checkTime()
      let shown = base == "." ? entry.path : Path.join(base, entry.path)
      if let glob, entry.kind != .file || !glob.matches(Path.name(entry.path).utf8) { return true }
      if byName {
        if pattern.matches(entry.path.utf8) { matches.add(entry.kind == .directory ? shown + "/" : shown) }
      } else if entry.kind == .file, let file = try? context.tree.openFile(shown) {
        try search(file, shown, pattern, &matches, context)
      }
      return !matches.isFull
    }
    return ToolOutput(matches.text)
  }

  /// What has been found, up to a limit.
  private struct Matches {
    let limit: Int
    private(set) var lines: [String] = []
    private(set) var isFull = false
    /// Files that are not searched because they are too large.
    private var tooLarge: [String] = []

    init(limit: Int) { self.limit = limit }

    mutating func add(_ line: String) {
      if lines.count < limit { lines.append(line) } else { isFull = true }
    }

    mutating func passOver(tooLarge path: String) { tooLarge.append(path) }

    var text: String {
      var unread = ""
      if !tooLarge.isEmpty {
        let named = tooLarge.prefix(5).joined(separator: ", ") + (tooLarge.count > 5 ? ", …" : "")
        unread = "Not searched, above \(sizeLimit >> 20) MiB: \(named)\n"
      }
      if lines.isEmpty { return "Nothing matches." + (unread.isEmpty ? "" : "\n" + unread) }
      let more = isFull ? "… more than \(limit) matches\n" : ""
      return lines.joined(separator: "\n") + "\n" + more + unread
    }
  }

  /// Adds the matching lines as `path:line:text`. What cannot be read or has a NUL byte near its start is passed
  /// over; what is too large is told.
  private func search(
    _ file: borrowing Descriptor, _ path: String, _ pattern: Pattern, _ matches: inout Matches,
    _ context: ToolContext
  ) throws(AgentError) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try IO.readToEnd(file.raw, limit: Self.sizeLimit, of: path)
    } catch {
      if error.number == EFBIG { matches.passOver(tooLarge: path) }
      return
    }
    if bytes.prefix(8192).contains(0) { return }
    var number = 0
    for part in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
      number += 1
      if matches.isFull { return }
      try context.checkTime()
      let line = part.last == 0x0d ? part.dropLast() : part
      guard pattern.matches(line) else { continue }
      let shown = String(decoding: line.prefix(Self.lineLimit), as: UTF8.self)
      matches.add("\(path):\(number):\(shown)\(line.count > Self.lineLimit ? "…" : "")")
    }
  }
}
