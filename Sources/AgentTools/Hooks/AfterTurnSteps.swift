public import AgentCore
import AgentJSON
import AgentSystem

/// What the commands of the toolkit do once a turn has ended well: `*/Resources/steps/NAME.step.json` among the
/// resources of the installation.
///
/// The turn is over by then and its answer given, so nobody waits for a step: it is a process of its own, without
/// a terminal, which lives on when agent-turn has ended and whose failure is nobody's. One whose files are not
/// there yet costs no process.
public struct AfterTurnSteps: Sendable {
  struct Step: Sendable {
    let name: String
    /// Relative to the runtime directory; one of them is enough, none asks for nothing.
    let conditions: [String]
    let command: [String]
  }

  let steps: [Step]

  /// None.
  public init() { steps = [] }

  /// - Parameter plugins: those whose steps are taken; nil for all.
  public init(_ resources: ResourceDirectory, environment: [String: String], plugins: [String]?) {
    let folders = (try? Files.list(resources.path)) ?? []
    steps = folders.flatMap { folder -> [Step] in
      let folder = Path.join(Path.join(resources.path, folder), "Resources/steps")
      return ((try? Files.list(folder)) ?? []).filter { $0.hasSuffix(".step.json") }.compactMap { name in
        Self.read(Path.join(folder, name), environment, plugins)
      }
    }
  }

  /// One that is broken, not wanted or whose program is not installed is left out.
  private static func read(_ path: String, _ environment: [String: String], _ plugins: [String]?) -> Step? {
    guard let bytes = try? Files.read(path, limit: 64 << 10), let json = try? JSON(parsing: bytes),
      let name = json["name"]?.string, let exec = json["exec"]?.array?.compactMap(\.string),
      let first = exec.first
    else { return nil }
    if let plugins, !plugins.contains(json["plugin"]?.string ?? "") { return nil }
    guard let program = try? SiblingProgram.find(first, environment: environment) else { return nil }
    let exists = json["when"]?["exists"]
    return Step(
      name: name, conditions: exists?.string.map { [$0] } ?? exists?.array?.compactMap(\.string) ?? [],
      command: [program] + exec.dropFirst())
  }

  /// Starts those that have something to do, and waits for none.
  public func start(session: String, turn: Int, workspace: String, _ scene: Scene) {
    for step in steps {
      let isDue = step.conditions.isEmpty || step.conditions.contains { Files.exists(scene.runtime.file($0)) }
      if !isDue { continue }
      var environment = scene.environment
      environment["AGENT_SESSION"] = session
      environment["AGENT_TURN"] = String(turn)
      environment["AGENT_RUNTIME_DIR"] = scene.runtime.path
      guard
        let child = try? ChildProcess.spawn(
          step.command, environment: environment, directory: workspace, output: .null, error: .null)
      else { continue }
      // A process that runs many turns must not gather the dead; one that ends first leaves it to init.
      Thread.start { _ = child.wait() }.detach()
    }
  }

  /// Where they run.
  public struct Scene: Sendable {
    public let runtime: RuntimeDirectory
    /// Without keys.
    public let environment: [String: String]

    public init(runtime: RuntimeDirectory, environment: [String: String]) {
      self.runtime = runtime
      self.environment = environment
    }
  }
}
