import AgentSystem

/// Where large things that can be fetched again are kept (local models, the Python environment):
/// `${XDG_DATA_HOME:-~/.local/share}/agentutils`.
public struct DataDirectory: Sendable, Equatable {
  public let path: String

  public init(path: String) { self.path = path }

  public init(environment: [String: String]) {
    let home = ProcessEnvironment.homeDirectory(environment)
    let base = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    path = Path.join(base ?? Path.join(home, ".local/share"), "agentutils")
  }

  public var models: String { "\(path)/models" }
  public var python: String { "\(path)/python" }
}
