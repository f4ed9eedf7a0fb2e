import AgentCore
import AgentJSON
import AgentSystem

/// A call by a process of its own: arguments on standard input or as options, the result on standard output,
/// words for the user on standard error.
struct SingleCall {
  private let item: Extension
  private let runner: ExtensionRunner
  private let context: ToolContext

  init(_ item: Extension, _ runner: ExtensionRunner, _ context: ToolContext) {
    self.item = item
    self.runner = runner
    self.context = context
  }

  func run(_ arguments: JSON) throws(AgentError) -> ToolOutput {
    let scratch = item.origin == .shipped ? nil : try Scratch(context.runtime)
    let (words, input) = Self.hand(arguments, to: item)
    let launch = ExtensionLaunch(
      item, words, host: runner.host, sandbox: try runner.sandbox(for: item), scratch: scratch?.path,
      context: context)
    let output = runner.output(context)
    let printed = item.description.output == .parts ? PartsBuffer() : nil
    let errors = TailBuffer(limit: 2048)
    let ending: BoundedRun.Ending
    do {
      ending = try BoundedRun.run(
        launch.commandLine, environment: launch.environment, directory: launch.directory, input: input,
        deadline: context.deadline, cancellation: context.cancellation, supervised: launch.isSupervised,
        output: { if let printed { printed.append($0) } else { output.append($0) } },
        errors: { errors.append($0) })
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
    if case .cancelled = ending { throw AgentError(.interrupted, "interrupted") }
    let reader = try PartsReader(scratch, context.tree)
    let isDone = ending == .exited(.code(0))
    var parts: ToolParts?
    if isDone { parts = if let printed { try printed.parts(reader) } else { try reader.parts() } }
    // Of one that failed its last words count, whatever they were meant to be.
    if !isDone, let printed { output.append(printed.bytes) }
    return try ExtensionResult(item, errors: errors.text).make(
      output.finish(), ending: ending, text: try reader.text(), parts: parts)
  }

  /// The command line's rest and standard input.
  static func hand(_ arguments: JSON, to item: Extension) -> ([String], [UInt8]) {
    if let words = arguments.array { return (words.map { $0.string ?? $0.text }, []) }
    switch item.description.input {
    case .json: return ([], arguments.bytes)
    case .raw:
      let name = ExtensionDescription.onlyText(item.description.tool.parameters) ?? "input"
      return ([], Array((arguments[name]?.string ?? "").utf8))
    case .argv: return (ArgumentVector.make(arguments, operands: item.description.operands), [])
    }
  }
}
