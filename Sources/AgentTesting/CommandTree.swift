import AgentJSON

/// The verbs and options of a command as it describes itself with `--experimental-dump-help`.
public struct CommandTree: Sendable {
  public struct Verb: Sendable {
    /// The words after the command: `model list`, or "" for the command itself.
    public let name: String
    /// The names of each option: `-s` and `--session` of one.
    public let names: [Set<String>]
    /// All of them.
    public var options: Set<String> { names.reduce(into: []) { $0.formUnion($1) } }
  }

  public let command: String
  public let summary: String
  /// The verbs that can be run: those without verbs below them, and a command that also serves without one.
  public let verbs: [Verb]

  public init(of command: String) throws {
    let result = try BuiltCommand(command, in: TestDirectory()).run("--experimental-dump-help")
    guard result.status == 0, let root = try JSON(parsing: result.stdout)["command"] else {
      throw Failure(description: "\(command) does not describe itself")
    }
    self.command = command
    summary = root["abstract"]?.string ?? ""
    verbs = Self.leaves(root, path: [])
  }

  public struct Failure: Error, CustomStringConvertible { public let description: String }

  public var verbNames: Set<String> { Set(verbs.map(\.name).filter { !$0.isEmpty }) }

  private static func leaves(_ node: JSON, path: [String]) -> [Verb] {
    let children = (node["subcommands"]?.array ?? []).filter {
      $0["shouldDisplay"] != false && $0["commandName"] != "help"
    }
    let below = children.flatMap { leaves($0, path: path + [$0["commandName"]?.string ?? ""]) }
    var options: [Set<String>] = []
    for argument in node["arguments"]?.array ?? [] where argument["shouldDisplay"] != false {
      var names: Set<String> = []
      for name in argument["names"]?.array ?? [] {
        let dashes = name["kind"] == "long" ? "--" : "-"
        names.insert(dashes + (name["name"]?.string ?? ""))
      }
      if !names.isEmpty { options.append(names) }
    }
    let own = Verb(name: path.joined(separator: " "), names: options)
    // A group of verbs has none of the common options; what has them can be run itself.
    return below.isEmpty || own.options.contains("--format") ? [own] + below : below
  }
}
