public import AgentCore
public import AgentJSON
import AgentSystem
import Glibc

/// A tool that is an executable with a description: arguments as one JSON object on standard input, the
/// result on standard output, words for the user on standard error.
public struct ExecutableTool: Tool {
  public let description: ToolDescription
  /// The program's path.
  let program: String

  /// Bytes of output kept while a call runs; more is read and counted but not kept.
  static let outputLimit = 8 << 20

  /// - Parameter program: where `description.exec[0]` was found.
  public init(_ description: ToolDescription, program: String) {
    self.description = description
    self.program = program
  }

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let confined = try PathArguments.confine(arguments, description.pathArguments, in: context.tree)
    var environment = context.environment
    environment["AGENT_RUNTIME_DIR"] = context.runtime.path
    environment["AGENT_SESSION"] = context.session
    environment["AGENT_CALL_ID"] = context.callID
    environment["AGENT_CWD"] = context.tree.workspace
    let result: BoundedRun.Result
    do {
      result = try BoundedRun.run(
        [program] + description.exec.dropFirst(), environment: environment,
        directory: context.tree.workspace, input: confined.bytes, outputLimit: Self.outputLimit,
        deadline: context.deadline, cancellation: context.cancellation)
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
    switch result.ending {
    case .cancelled: throw AgentError(.interrupted, "interrupted")
    case .timedOut:
      throw AgentError(.deadline, "the call took too long and was ended", object: description.name)
    case .exited(.code(0)):
      let more = result.dropped > 0 ? "\n[… \(result.dropped) bytes left out …]\n" : ""
      return ToolOutput(result.output + more)
    case .exited(let exit):
      let words = String(result.errors.suffix(2048))
      let text = [result.output, words].filter { !$0.isEmpty }.joined(separator: "\n")
      return ToolOutput(
        text.isEmpty ? "Error: exit status \(exit.status)" : "Error: \(text)", succeeded: false,
        itemFields: ["exit_code": .int(Int(exit.status))])
    }
  }
}
