public import AgentApproval
public import AgentCore
public import AgentJSON
public import AgentSandbox
import AgentSystem

/// `python`: code, run by an interpreter that goes on living between the calls of a turn, or of a loop of turns.
///
/// The interpreter is confined by agent-sandbox(1) like the commands of `bash`, and with it everything that its
/// cells start. Whenever what earlier cells have defined is gone, the result says so.
public final class PythonTool: Tool {
  public let description: ToolDescription
  private let slot: SandboxSlot
  private let state = Monitor(State())

  private struct State {
    var interpreter: PythonProcess?
    /// Whether a call runs.
    var isBusy = false
  }

  public convenience init(_ policy: SandboxPolicy) { self.init(policy, SandboxSlot(policy)) }

  init(_ policy: SandboxPolicy, _ slot: SandboxSlot) {
    self.slot = slot
    var description = ToolDescription(
      name: "python", description: Self.words(policy), parameters: Self.parameters,
      sideEffects: policy.sideEffects)
    description.isSequential = true
    self.description = description
  }

  deinit { finish() }

  private static let parameters: JSON = [
    "type": "object",
    "properties": [
      "code": ["type": "string", "description": "Statements; the value of a last expression is printed"],
      "timeout": ["type": "number", "exclusiveMinimum": 0, "description": "Seconds"],
    ],
    "required": ["code"], "additionalProperties": false,
  ]

  private static func words(_ policy: SandboxPolicy) -> String {
    let start = "Run Python code in an interpreter that keeps what earlier calls defined; stdin is empty."
    if policy.mode == .off { return start }
    let files = policy.mode == .readOnly ? "Only /tmp is writable" : "The workspace and /tmp are writable"
    return "\(start) \(files)\(policy.network == .none ? ", and there is no network." : ".")"
  }

  public var confinement: ToolConfinement { slot.policy.confinement }
  public var weakness: String? { slot.weakness }

  public func prepare(_ environment: [String: String]) throws(AgentError) {
    _ = try slot.sandbox(environment)
  }

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let deadline = context.deadline(arguments)
    let isMine: Bool? = state.wait(until: deadline) { state in
      if state.isBusy { return nil }
      state.isBusy = true
      return true
    }
    if isMine == nil { throw AgentError(.deadline, "the call before it took too long") }
    defer { state.update { $0.isBusy = false } }
    return try call(arguments["code"]?.string ?? "", until: deadline, context)
  }

  /// Ends the interpreter and everything that its cells have left running.
  public func finish() {
    let interpreter = state.withLock { state in
      defer { state.interpreter = nil }
      return state.interpreter
    }
    interpreter?.end()
  }

  private func call(_ code: String, until deadline: Deadline, _ context: ToolContext) throws(AgentError)
    -> ToolOutput
  {
    let start = Deadline.monotonicNow()
    let output = try context.commandOutput()
    let (interpreter, loss) = try interpreter(context)
    let ending = interpreter.run(code, until: deadline, cancellation: context.cancellation) {
      output.append($0)
    }
    if !interpreter.isAlive { finish() }
    let kept = output.finish()
    let seconds = Double((Deadline.monotonicNow() - start) / 1_000_000) / 1000
    var notes = Self.notes(ending, wasCancelled: context.cancellation.isCancelled, seconds: seconds)
    if kept.text.isEmpty, notes.isEmpty { notes = ["no output"] }
    if let loss { notes.append("state lost: \(loss)") }
    return ToolOutput(kept.text(notes), succeeded: ending == .done(.ok), itemFields: kept.itemFields)
  }

  /// The interpreter of the calls before, or a new one and what must be said of that.
  private func interpreter(_ context: ToolContext) throws(AgentError) -> (PythonProcess, loss: String?) {
    let found = state.withLock { $0.interpreter }
    if let found, found.isAlive { return (found, nil) }
    finish()
    let new = try start(context)
    state.withLock { $0.interpreter = new }
    if found != nil { return (new, "the interpreter had ended since the last call; this is a new one") }
    let isFirst = !context.earlierTools.contains(description.name)
    return (new, isFirst ? nil : "this is a new interpreter; what earlier turns defined is gone")
  }

  private func start(_ context: ToolContext) throws(AgentError) -> PythonProcess {
    let sandbox = try slot.sandbox(context.environment)
    let driver = try ResourceDirectory(environment: context.environment).file(
      "AgentTools/Resources/python_driver.py")
    do {
      let text = String(decoding: try Files.read(driver, limit: 1 << 16), as: UTF8.self)
      // Of the environment nothing but that of the sandbox: no site of the user, no start-up files.
      let command = [try Self.program(context.environment), "-I", "-X", "faulthandler", "-c", text]
      return try PythonProcess(
        sandbox.commandLine(command), environment: context.environment, directory: context.tree.workspace,
        supervised: sandbox.isConfining)
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  /// The interpreter of the user's environment, else that of the system.
  private static func program(_ environment: [String: String]) throws(AgentError) -> String {
    let names = (environment["VIRTUAL_ENV"].map { [Path.join($0, "bin/python")] } ?? []) + ["python3"]
    for name in names where name.first != "/" || Files.exists(name) {
      if let path = ChildProcess.find(name, path: environment["PATH"]) { return path }
    }
    throw AgentError(
      .missingTool, "there is no python3", object: "python", hint: "install it, or set VIRTUAL_ENV")
  }

  private static func notes(_ ending: PythonProcess.Ending, wasCancelled: Bool, seconds: Double) -> [String] {
    let why = wasCancelled ? "interrupted" : "interrupted after \(seconds) s: the time for the call was over"
    let lost = "state lost: nothing that was defined is there any more"
    switch ending {
    case .done(.ok), .done(.failed): return []
    // A cell that interrupts itself.
    case .done(.interrupted): return []
    case .interrupted: return ["\(why); what was defined is kept"]
    case .killed: return [why, lost]
    case .died(let status): return ["the interpreter ended with exit status \(status)", lost]
    }
  }
}
