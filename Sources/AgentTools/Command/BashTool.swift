public import AgentApproval
public import AgentCore
public import AgentJSON
public import AgentSandbox
import AgentSystem

/// `bash`: a command line, run confined by agent-sandbox(1).
///
/// Each call is a shell of its own: nothing it starts is alive afterwards, and its standard input is empty.
/// Output and errors are one text, as a person at a terminal would see them. With `pty` the shell has a
/// terminal, for programs that want one; what it prints there is made plain text.
public struct BashTool: Tool {
  public let description: ToolDescription
  private let slot: SandboxSlot

  public init(_ policy: SandboxPolicy) { self.init(policy, SandboxSlot(policy)) }

  init(_ policy: SandboxPolicy, _ slot: SandboxSlot) {
    self.slot = slot
    description = ToolDescription(
      name: "bash", description: Self.words(policy), parameters: Self.parameters,
      sideEffects: policy.sideEffects, itemType: "command_execution")
  }

  private static let parameters: JSON = [
    "type": "object",
    "properties": [
      "command": ["type": "string", "description": "Passed to bash -c"],
      "timeout": ["type": "number", "exclusiveMinimum": 0, "description": "Seconds"],
      "pty": ["type": "boolean", "description": "Run it on a terminal, where nobody types"],
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

  public func prepare(_ environment: [String: String]) throws(AgentError) {
    _ = try slot.sandbox(environment)
  }

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let command = arguments["command"]?.string ?? ""
    let onTerminal = arguments["pty"]?.bool ?? false
    let start = Deadline.monotonicNow()
    let output = try context.commandOutput()
    let plain = onTerminal ? Monitor(TerminalText()) : nil
    let sandbox = try slot.sandbox(context.environment)
    let ending: BoundedRun.Ending
    do {
      ending = try BoundedRun.stream(
        sandbox.commandLine(["/bin/bash", "-c", command]),
        environment: Self.environment(context, onTerminal: onTerminal), directory: context.tree.workspace,
        deadline: context.deadline(arguments), cancellation: context.cancellation,
        supervised: sandbox.isConfining, onTerminal: onTerminal
      ) { bytes in
        output.append(plain.map { $0.withLock { $0.take(bytes) } } ?? bytes)
      }
    } catch {
      throw AgentError(error)
    }
    if let plain { output.append(plain.withLock { $0.finish() }) }
    let kept = output.finish()
    let status = Self.status(ending)
    var fields: JSONObject = ["exit_code": status.map { .int($0) } ?? .null]
    fields.append(contentsOf: kept.itemFields)
    let seconds = Double((Deadline.monotonicNow() - start) / 1_000_000) / 1000
    let note = Self.note(ending, isEmpty: kept.text.isEmpty, seconds: seconds)
    return ToolOutput(
      kept.text(note.map { [$0] } ?? []), succeeded: status == 0, itemFields: fields)
  }

  private static func environment(_ context: ToolContext, onTerminal: Bool) -> [String: String] {
    var environment = context.environment
    if onTerminal { environment["TERM"] = "xterm" }
    return environment
  }

  /// The status as a shell gives it; 124 when the time was over, as timeout(1) says it.
  private static func status(_ ending: BoundedRun.Ending) -> Int? {
    switch ending {
    case .exited(let exit): Int(exit.status)
    case .timedOut: 124
    case .cancelled: nil
    }
  }

  /// What the model has to know beside what was printed.
  private static func note(_ ending: BoundedRun.Ending, isEmpty: Bool, seconds: Double) -> String? {
    switch ending {
    case .exited(.code(0)): isEmpty ? "no output" : nil
    case .exited(let exit): "exit status \(exit.status)"
    case .timedOut: "ended after \(seconds) s: the time for the call was over"
    case .cancelled: "interrupted"
    }
  }
}
