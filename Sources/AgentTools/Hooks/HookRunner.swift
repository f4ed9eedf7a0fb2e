import AgentCore
import AgentFiles
public import AgentJSON
public import AgentSystem

/// Runs the hooks of a point, one after the other, and puts together what they said.
///
/// They are the user's own programs: they run unconfined, like commands of the configuration, but in a session
/// of their own, bounded in time and output, and without the keys of our environment.
public final class HookRunner: Sendable {
  /// What every hook is told.
  public struct Scene: Sendable {
    public var session: String
    public var workspace: String
    /// Further directories in which tools may write.
    public var writable: [String]
    public var runtime: String
    /// The session's log; nil where nothing is kept.
    public var transcript: String?
    /// Without keys.
    public var environment: [String: String]
    /// Takes keys out of what a hook says.
    public var redact: @Sendable (String) -> String

    public init(
      session: String, workspace: String, runtime: String, transcript: String?,
      environment: [String: String], writable: [String] = [],
      redact: @escaping @Sendable (String) -> String = { $0 }
    ) {
      self.session = session
      self.writable = writable
      self.workspace = workspace
      self.runtime = runtime
      self.transcript = transcript
      self.environment = environment
      self.redact = redact
    }
  }

  /// One hook's run, for whoever looks closely.
  public struct Report: Sendable {
    public let hook: Hook
    public let ending: BoundedRun.Ending?
    public let milliseconds: Int
    public let output: String
    public let errors: String
    public let reply: HookReply
  }

  /// What all of a point's hooks said together.
  public struct Outcome: Sendable {
    /// Why the first of them that said no did; those behind it were not asked.
    public var veto: String?
    public var stop: String?
    /// What the model is to be told, with the name of the hook.
    public var context: [(hook: String, text: String)] = []
    public var updatedInput: JSON?
    /// The strictest of what they decided.
    public var permission: HookReply.Permission?
    public var notices: [String] = []
    public var reports: [Report] = []

    public init() {}

    /// The words for the model as elements that say where they are from.
    public var contextText: String? {
      if context.isEmpty { return nil }
      return context.map { DataElement.text(.hookContext, attributes: [("hook", $0.hook)], $0.text) }
        .joined(separator: "\n")
    }
  }

  /// Most bytes of output that are read from a hook.
  static let outputLimit = 256 << 10

  public let hooks: HookSet
  private let scene: Scene

  public init(_ hooks: HookSet, _ scene: Scene) {
    self.hooks = hooks
    self.scene = scene
  }

  /// Whether anybody is to be asked at a point: what would be told them need not be made otherwise.
  public func asks(at point: HookPoint) -> Bool { !hooks[point].isEmpty }

  /// Asks the hooks of a point.
  /// - Parameters:
  ///   - facts: what they are told beside what every hook is.
  ///   - tool: the tool whose call it is, for the hooks' matchers.
  ///   - limit: milliseconds that no hook gets more than.
  ///   - cancellation: ends the hook that runs; whoever asked looks at it, too.
  public func ask(
    _ point: HookPoint, _ facts: JSONObject = [:], tool: String? = nil, limit: Int = .max,
    cancellation: Cancellation
  ) -> Outcome {
    var outcome = Outcome()
    var facts = facts
    for hook in hooks[point] {
      if let tool, !hook.settings.matches(tool) { continue }
      let report = run(hook, at: point, facts, limit: limit, cancellation)
      let reply = report.reply
      outcome.reports.append(report)
      if let notice = reply.notice { outcome.notices.append(notice) }
      if let context = reply.context { outcome.context.append((hook.name, context)) }
      if let input = reply.updatedInput {
        outcome.updatedInput = input
        facts["tool_input"] = input
      }
      if let permission = reply.permission {
        outcome.permission = Self.stricter(outcome.permission, permission)
      }
      outcome.stop = reply.stop
      outcome.veto = reply.veto
      if outcome.veto != nil || outcome.stop != nil || cancellation.isCancelled { break }
    }
    return outcome
  }

  private static func stricter(_ left: HookReply.Permission?, _ right: HookReply.Permission)
    -> HookReply.Permission
  {
    if left == .deny || right == .deny { return .deny }
    return left == .ask ? .ask : right
  }

  private func run(
    _ hook: Hook, at point: HookPoint, _ facts: JSONObject, limit: Int, _ cancellation: Cancellation
  ) -> Report {
    let start = Deadline.monotonicNow()
    func report(_ ending: BoundedRun.Ending?, _ output: String, _ errors: String) -> Report {
      let reply = HookReply(ending, output: output, errors: errors, of: hook, at: point)
      return Report(
        hook: hook, ending: ending, milliseconds: (Deadline.monotonicNow() - start) / 1_000_000,
        output: scene.redact(output), errors: scene.redact(errors), reply: reply.redacted(by: scene.redact))
    }
    do throws(SystemError) {
      let result = try BoundedRun.run(
        [hook.path], environment: environment(point), directory: scene.workspace,
        input: JSON.object(input(point, facts)).bytes + [0x0a], outputLimit: Self.outputLimit,
        deadline: .after(milliseconds: min(hook.settings.timeout, limit)), cancellation: cancellation)
      return report(result.ending, result.output, result.errors)
    } catch {
      return report(nil, "", error.reason)
    }
  }

  private func environment(_ point: HookPoint) -> [String: String] {
    var environment = ProgramPath.leaving(
      [scene.workspace] + scene.writable, scene.environment, runtime: scene.runtime)
    environment["AGENT_RUNTIME_DIR"] = scene.runtime
    environment["AGENT_SESSION"] = scene.session
    environment["AGENT_CWD"] = scene.workspace
    environment["AGENT_HOOK"] = point.rawValue
    environment["CLAUDE_PROJECT_DIR"] = scene.workspace
    return environment
  }

  /// What a hook reads.
  private func input(_ point: HookPoint, _ facts: JSONObject) -> JSONObject {
    var input: JSONObject = [
      "hook_event_name": .string(point.claudeName ?? point.rawValue), "hook_point": .string(point.rawValue),
      "session_id": .string(scene.session), "transcript_path": JSON(scene.transcript),
      "cwd": .string(scene.workspace),
    ]
    input.append(contentsOf: facts)
    return input
  }
}
