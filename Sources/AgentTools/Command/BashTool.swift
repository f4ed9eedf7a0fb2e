public import AgentApproval
public import AgentCore
public import AgentJSON
public import AgentSandbox
import AgentSystem

/// `bash`: a command line, run confined by agent-sandbox(1).
///
/// Each call is a shell of its own: nothing it starts is alive afterwards, and its standard input is empty.
/// Output and errors are one text, as a person at a terminal would see them.
public struct BashTool: Tool {
  public let description: ToolDescription
  private let slot: SandboxSlot

  public init(_ policy: SandboxPolicy) {
    slot = SandboxSlot(policy)
    description = ToolDescription(
      name: "bash", description: Self.words(policy), parameters: Self.parameters,
      sideEffects: Self.sideEffects(policy), itemType: "command_execution")
  }

  private static let parameters: JSON = [
    "type": "object",
    "properties": [
      "command": ["type": "string", "description": "Passed to bash -c"],
      "timeout": ["type": "number", "exclusiveMinimum": 0, "description": "Seconds"],
    ],
    "required": ["command"], "additionalProperties": false,
  ]

  private static func words(_ policy: SandboxPolicy) -> String {
    let start = "Run a command line with bash in the workspace; stdin is empty, and nothing stays alive."
    if policy.mode == .off { return start }
    let files =
      policy.mode == .readOnly ? "Only /tmp, empty for each call, is writable" : "The workspace is writable"
    return "\(start) \(files)\(policy.network == .none ? ", and there is no network." : ".")"
  }

  public var confinement: ToolConfinement { slot.policy.confinement }
  public var weakness: String? { slot.weakness }

  private static func sideEffects(_ policy: SandboxPolicy) -> ToolDescription.SideEffects {
    if policy.mode == .off { return .destructive }
    if policy.network == .host { return .network }
    return policy.isReadOnly ? .read : .write
  }

  public func prepare(_ environment: [String: String]) throws(AgentError) {
    _ = try slot.sandbox(environment)
  }

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let command = arguments["command"]?.string ?? ""
    var deadline = context.deadline
    if let seconds = arguments["timeout"]?.double, seconds < 1_000_000 {
      deadline = min(deadline, .after(milliseconds: Int(seconds * 1000)))
    }
    let start = Deadline.monotonicNow()
    try context.runtime.prepare(.workfolder)
    let output = CommandOutput(
      // Room for what is said behind it.
      limit: max(1024, context.outputLimit - 256),
      path: "\(context.runtime.folder(.workfolder))/output-\(RandomBytes.hex(8)).txt",
      onText: context.onOutput)
    let ending: BoundedRun.Ending
    do {
      ending = try BoundedRun.stream(
        try slot.sandbox(context.environment).commandLine(["/bin/bash", "-c", command]),
        environment: context.environment, directory: context.tree.workspace, deadline: deadline,
        cancellation: context.cancellation
      ) { output.append($0) }
    } catch {
      throw AgentError(wrapping: error)
    }
    let kept = output.finish()
    let status = Self.status(ending)
    var fields: JSONObject = ["exit_code": status.map { .int($0) } ?? .null]
    if kept.dropped > 0 { fields.append("truncated", ["bytes": .int(kept.dropped)]) }
    fields.append("output_file", ifPresent: kept.file.map(JSON.string))
    let seconds = Double((Deadline.monotonicNow() - start) / 1_000_000) / 1000
    return ToolOutput(
      Self.text(kept.text, ending, seconds: seconds), succeeded: status == 0, itemFields: fields)
  }

  /// The status as a shell gives it; 124 when the time was over, as timeout(1) says it.
  private static func status(_ ending: BoundedRun.Ending) -> Int? {
    switch ending {
    case .exited(let exit): Int(exit.status)
    case .timedOut: 124
    case .cancelled: nil
    }
  }

  /// What was printed, and behind it what else the model has to know.
  private static func text(_ output: String, _ ending: BoundedRun.Ending, seconds: Double) -> String {
    let words: String?
    switch ending {
    case .exited(.code(0)): words = output.isEmpty ? "[no output]" : nil
    case .exited(let exit): words = "[exit status \(exit.status)]"
    case .timedOut: words = "[ended after \(seconds) s: the time for the call was over]"
    case .cancelled: words = "[interrupted]"
    }
    guard let words else { return output }
    return output.isEmpty || output.hasSuffix("\n") ? output + words : "\(output)\n\(words)"
  }
}

/// The sandbox of a turn, tried out before it is first used.
private final class SandboxSlot: Sendable {
  let policy: SandboxPolicy
  private let found = Monitor<Sandbox?>(nil)

  init(_ policy: SandboxPolicy) { self.policy = policy }

  /// What is missing of it on this system, once it was tried.
  var weakness: String? { found.withLock { $0 }?.weakness }

  func sandbox(_ environment: [String: String]) throws(AgentError) -> Sandbox {
    if let sandbox = found.withLock({ $0 }) { return sandbox }
    let sandbox = try Sandbox(policy, environment: environment)
    found.update { $0 = sandbox }
    return sandbox
  }
}
