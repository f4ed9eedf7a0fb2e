public import AgentCore
public import AgentJSON

/// What a tool is called, takes and may do: the same facts for a tool in this process and for an executable
/// with a description file (agent-tools(5)).
public struct ToolDescription: Sendable, Equatable {
  /// What a call may change. Only `read` calls run beside one another.
  public enum SideEffects: String, Sendable {
    case read, state, write, network, destructive
  }

  public var name: String
  public var description: String
  /// JSON Schema of the arguments object.
  public var parameters: JSON
  public var sideEffects: SideEffects
  /// The type of the event item that a call becomes.
  public var itemType: String
  /// Members that the item of every call has beside the common ones, from its start.
  public var itemFields: JSONObject = [:]
  /// Milliseconds, or nil for the turn's default.
  public var timeout: Int?
  /// The argument vector of an executable; empty for a tool of this process.
  public var exec: [String]
  /// Whether calls run one after the other in the order in which they were made, also where they only read.
  public var isSequential = false
  /// The arguments that name files: each is confined to the workspace before the call.
  public var pathArguments: [String]

  /// Whether it is offered when nobody chooses: what the turn's sandbox allows is for the tools of its own
  /// process to know, and of the installation's programs those are that change nothing but what they keep in the
  /// runtime directory.
  public var isStandard: Bool { exec.isEmpty || sideEffects == .read || sideEffects == .state }

  public init(
    name: String, description: String, parameters: JSON, sideEffects: SideEffects = .read,
    itemType: String = "tool_call", timeout: Int? = nil, exec: [String] = [], pathArguments: [String] = []
  ) {
    self.name = name
    self.description = description
    self.parameters = parameters
    self.sideEffects = sideEffects
    self.itemType = itemType
    self.timeout = timeout
    self.exec = exec
    self.pathArguments = pathArguments
  }

  /// Reads a description file: one object of the form that agent-tools(5) gives.
  /// - Parameter needsProgram: whether `exec` must be there, as in a description that stands alone.
  public init(parsing object: JSON, source: String, needsProgram: Bool = true) throws(AgentError) {
    func bad(_ why: String) -> AgentError {
      AgentError(.config, "not a tool description: \(why)", object: source)
    }
    guard let name = object["name"]?.string, Self.isValidName(name) else {
      throw bad("'name' must be 1 to 64 letters, digits, '_' or '-'")
    }
    guard let description = object["description"]?.string, !description.isEmpty else {
      throw bad("'description' is missing")
    }
    let parameters = object["parameters"] ?? ["type": "object", "properties": [:]]
    guard parameters.object != nil else { throw bad("'parameters' must be a JSON Schema object") }
    let effects = object["side_effects"]?.string ?? SideEffects.destructive.rawValue
    guard let sideEffects = SideEffects(rawValue: effects) else {
      throw bad("'side_effects' must be read, state, write, network or destructive")
    }
    func strings(_ name: String) throws(AgentError) -> [String]? {
      guard let value = object[name] else { return nil }
      let strings = value.array?.compactMap(\.string)
      guard let strings, strings.count == value.array?.count else {
        throw bad("'\(name)' must be a list of strings")
      }
      return strings
    }
    let exec = try strings("exec") ?? []
    if exec.isEmpty ? needsProgram || object["exec"] != nil : exec[0].isEmpty {
      throw bad("'exec' must be a list of strings, the program first")
    }
    let timeout = object["timeout"]?.double
    if object["timeout"] != nil, timeout.map({ !($0 > 0 && $0 <= 86_400) }) ?? true {
      throw bad("'timeout' must be a number of seconds up to a day")
    }
    self.init(
      name: name, description: description, parameters: parameters, sideEffects: sideEffects,
      itemType: object["item"]?.string ?? "tool_call",
      timeout: timeout.map { Int($0 * 1000) }, exec: exec,
      pathArguments: try strings("path_arguments") ?? [])
  }

  static func isValidName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
          || byte == 0x5f || byte == 0x2d
      }
  }
}
