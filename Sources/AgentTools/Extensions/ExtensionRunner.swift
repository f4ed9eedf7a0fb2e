public import AgentCore
public import AgentJSON
import AgentSandbox
import AgentSystem
import Glibc

/// Calls extensions of every kind, each confined as its description and the turn's sandbox say, and keeps those
/// alive between calls that ask for it. One for a turn, or for a loop of turns.
public final class ExtensionRunner: Sendable {
  public let host: ExtensionHost

  private struct State {
    var sandbox: Sandbox?
    /// By program: one process serves all that a file describes.
    var kept: [[String]: KeptProcess] = [:]
  }

  private let state = Monitor(State())

  public init(_ host: ExtensionHost) { self.host = host }

  /// Tries the sandbox out, once.
  /// - Throws: 77 where nothing can be confined.
  public func prepare() throws(AgentError) { _ = try sandbox() }

  /// What is missing of the sandbox on this system, once it was tried.
  var weakness: String? { state.withLock { $0.sandbox?.weakness } }

  /// Does a call. What the program says, and that it fails, is in the output; its status in `exit_code`.
  /// - Parameter arguments: one object; of a command, a list of words.
  /// - Throws: where it could not be run, or the turn is stopped.
  public func run(_ item: Extension, _ arguments: JSON, in context: ToolContext) throws(AgentError)
    -> ToolOutput
  {
    item.description.keepsAlive
      ? try KeptCall(item, self, context).run(arguments) : try SingleCall(item, self, context).run(arguments)
  }

  /// Ends what is kept alive, all at once.
  public func finish() {
    let kept = state.withLock { state -> [KeptProcess] in
      defer { state.kept = [:] }
      return Array(state.kept.values)
    }
    for thread in kept.map({ process in Thread.start { process.finish() } }) { thread.join() }
  }

  /// What confines an extension; nil for one that runs as the user does.
  func sandbox(for item: Extension) throws(AgentError) -> Sandbox? { item.isUnconfined ? nil : try sandbox() }

  private func sandbox() throws(AgentError) -> Sandbox {
    if let sandbox = state.withLock({ $0.sandbox }) { return sandbox }
    let sandbox = try Sandbox(host.policy, environment: host.environment)
    state.update { $0.sandbox = sandbox }
    return sandbox
  }

  func process(of item: Extension, make: () throws(AgentError) -> KeptProcess) throws(AgentError)
    -> KeptProcess
  {
    // Descriptions of one program that grant different things do not share a process.
    let grants = item.description.grants
    let key =
      item.command + ["\(grants.network) \(grants.unconfined)"] + grants.readable + ["|"] + grants.writable
      + ["|"]
      + item.description.variables
    let result = state.withLock { state -> Result<KeptProcess, AgentError> in
      if let process = state.kept[key] { return .success(process) }
      do throws(AgentError) {
        let process = try make()
        state.kept[key] = process
        return .success(process)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The output as far as it is kept: its beginning and end, and the whole in a file once that is more.
  func output(_ context: ToolContext) -> CommandOutput {
    CommandOutput(
      // Room for what is said behind it.
      limit: max(1024, context.outputLimit - 256),
      path: "\(context.runtime.folder(.workfolder))/output-\(RandomBytes.hex(8)).txt",
      onText: context.onOutput)
  }
}
