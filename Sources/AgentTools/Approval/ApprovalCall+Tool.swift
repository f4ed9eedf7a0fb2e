public import AgentApproval
public import AgentJSON
import AgentSystem

extension ApprovalCall {
  /// The members of arguments that name files, in our tools and in most others.
  private static let pathMembers: Set = [
    "path", "source", "file", "file_path", "directory", "paths", "files",
  ]

  /// A call of a tool, its arguments checked against the schema.
  /// - Parameter home: what `~/` at the beginning of a path stands for.
  public init(_ tool: any Tool, _ arguments: JSON, in tree: ConfinedTree, home: String?) {
    let description = tool.description
    var line: CommandLine?
    if description.itemType == "command_execution", let text = arguments["command"]?.string {
      line = CommandLine(text)
    }
    var names: [String] = []
    Self.collect(arguments, Self.pathMembers.union(description.pathArguments), isNamed: false, into: &names)
    // Our tools take `~/` as a shell does, others may not: a rule must fit both.
    if let home {
      names += names.filter { $0.hasPrefix("~/") }.map { Path.join(home, String($0.dropFirst(2))) }
    }
    self.init(
      tool: description.name, effects: description.sideEffects.rawValue, confinement: tool.confinement,
      claim: tool.claim, arguments: arguments, commandLine: line,
      paths: names.map { Self.named($0, in: tree.workspace) }, workspace: tree.workspace)
  }

  private static func collect(
    _ value: JSON, _ members: Set<String>, isNamed: Bool, into names: inout [String]
  ) {
    switch value {
    case .string(let text): if isNamed, !text.isEmpty { names.append(text) }
    case .array(let elements):
      for element in elements { collect(element, members, isNamed: isNamed, into: &names) }
    case .object(let object):
      for member in object {
        collect(member.value, members, isNamed: members.contains(member.key), into: &names)
      }
    default: break
    }
  }

  /// A path as it was spelled, and with the links resolved of as much of it as is there.
  private static func named(_ name: String, in workspace: String) -> NamedPath {
    let spelled = Path.absolute(name, base: workspace)
    var existing = Path.join(workspace, name)
    var rest: [String] = []
    while existing != "/", existing != "." {
      if let real = try? Path.resolved(existing) {
        let whole = rest.reversed().reduce(real) { Path.join($0, $1) }
        return NamedPath(spelled: spelled, resolved: Path.absolute(whole, base: "/"))
      }
      rest.append(Path.name(existing))
      existing = Path.parent(existing)
    }
    return NamedPath(spelled: spelled, resolved: spelled)
  }
}
