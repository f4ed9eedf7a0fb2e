/// What the processes of a tool may see and change, as agent-sandbox(1) enforces it. Pure.
public struct SandboxPolicy: Sendable, Equatable {
  /// The value of `--sandbox`.
  public enum Mode: String, Sendable, CaseIterable {
    case readOnly = "read-only"
    case workspace
    /// No confinement at all; only a person can ask for it.
    case off
  }

  /// The value of `--net`.
  public enum Network: String, Sendable, CaseIterable {
    case none, host
  }

  public var mode: Mode
  public var network: Network
  /// Absolute, with links resolved.
  public var workspace: String
  /// Further directories that may be read, and those that may be written too.
  public var readable: [String]
  public var writable: [String]
  /// Variables of the caller that the command gets beside the usual ones.
  public var variables: [String] = []

  public init(
    mode: Mode = .readOnly, network: Network = .none, workspace: String, readable: [String] = [],
    writable: [String] = []
  ) {
    self.mode = mode
    self.network = network
    self.workspace = workspace
    self.readable = readable
    self.writable = writable
  }

  /// Whether nothing outside the process can be changed by what runs under it.
  public var isReadOnly: Bool { mode == .readOnly && network == .none && writable.isEmpty }

  /// The options of agent-sandbox, for everything but the command. Empty where there is no confinement.
  public var options: [String] {
    if mode == .off { return [] }
    var options = ["--quiet", "--workspace", workspace]
    if mode == .readOnly { options.append("--read-only") }
    for directory in readable { options += ["--readable", directory] }
    for directory in writable { options += ["--writable", directory] }
    if network == .host { options += ["--net", "host"] }
    for variable in variables { options += ["--env", variable] }
    return options
  }
}
