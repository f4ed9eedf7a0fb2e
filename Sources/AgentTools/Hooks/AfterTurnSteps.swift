public import AgentCore
import AgentFiles
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
    /// nil where it always has something to do.
    let condition: ExtensionCondition?
    let command: [String]
  }

  let steps: [Step]

  /// None.
  public init() { steps = [] }

  /// Those of the plugins that are on.
  public init(_ resources: ResourceDirectory, environment: [String: String], _ settings: BuiltInSettings) {
    let folders = (try? Files.list(resources.path)) ?? []
    steps = folders.flatMap { folder -> [Step] in
      let folder = Path.join(Path.join(resources.path, folder), "Resources/steps")
      return ((try? Files.list(folder)) ?? []).filter { $0.hasSuffix(".step.json") }.compactMap { name in
        Self.read(Path.join(folder, name), environment, settings)
      }
    }
  }

  /// One that is broken, not wanted or whose program is not installed is left out.
  private static func read(_ path: String, _ environment: [String: String], _ settings: BuiltInSettings)
    -> Step?
  {
    guard let bytes = try? Files.read(path, limit: 64 << 10), let json = try? JSON(parsing: bytes),
      let exec = json["exec"]?.array?.map(\.string), !exec.contains(nil), let first = exec.first ?? nil,
      let plugin = json["plugin"]?.string, settings.hasPlugin(plugin),
      let program = try? SiblingProgram.find(first, environment: environment)
    else { return nil }
    var condition: ExtensionCondition?
    if let when = json["when"] {
      guard case .success(let parsed) = ExtensionCondition.parse(when) else { return nil }
      condition = parsed
    }
    return Step(condition: condition, command: [program] + exec.dropFirst().compactMap(\.self))
  }

  /// Starts those that have something to do, and waits for none.
  public func start(session: String, turn: Int, workspace: String, _ scene: Scene) {
    for step in steps {
      if let condition = step.condition, !condition.isMet(in: scene.runtime) { continue }
      var environment = ProgramPath.leaving([workspace], scene.environment, runtime: scene.runtime.path)
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
