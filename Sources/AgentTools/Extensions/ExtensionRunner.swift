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
    let result = state.withLock { state -> Result<KeptProcess, AgentError> in
      if let process = state.kept[item.command] { return .success(process) }
      do throws(AgentError) {
        let process = try make()
        state.kept[item.command] = process
        return .success(process)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The output as far as it is kept: its beginning and end, and the whole in a file once that is more.
  func output(_ context: ToolContext) throws(AgentError) -> CommandOutput {
    try context.runtime.prepare(.workfolder)
    return CommandOutput(
      // Room for what is said behind it.
      limit: max(1024, context.outputLimit - 256),
      path: "\(context.runtime.folder(.workfolder))/output-\(RandomBytes.hex(8)).txt",
      onText: context.onOutput)
  }
}

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
    let output = try runner.output(context)
    let errors = TailBuffer(limit: 2048)
    let ending: BoundedRun.Ending
    do {
      ending = try BoundedRun.run(
        launch.commandLine, environment: launch.environment, directory: launch.directory, input: input,
        deadline: context.deadline, cancellation: context.cancellation, output: { output.append($0) },
        errors: { errors.append($0) })
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
    if case .cancelled = ending { throw AgentError(.interrupted, "interrupted") }
    let parts = try scratch.map { scratch throws(AgentError) in try PartsReader(scratch, context.tree) }
    return try ExtensionResult(item, errors: errors.text).make(
      output.finish(), ending: ending, text: try parts?.text(), parts: try parts?.parts())
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

/// A call of a process that is kept alive.
struct KeptCall {
  private let item: Extension
  private let runner: ExtensionRunner
  private let context: ToolContext

  init(_ item: Extension, _ runner: ExtensionRunner, _ context: ToolContext) {
    self.item = item
    self.runner = runner
    self.context = context
  }

  func run(_ arguments: JSON) throws(AgentError) -> ToolOutput {
    let (item, runner, context) = (item, runner, context)
    let process = try runner.process(of: item) { () throws(AgentError) in
      let scratch = try Scratch(context.runtime)
      let requests = SessionRequests(runner.host, session: context.session)
      return KeptProcess(
        item.name, scratch: scratch,
        start: { () throws(AgentError) in
          ExtensionLaunch(
            item, host: runner.host, sandbox: try runner.sandbox(for: item), scratch: scratch.path,
            context: context)
        },
        // What belongs to a project speaks for nobody.
        handle: { if item.origin == .user { requests.handle($0) } })
    }
    let isRaw = item.description.input == .raw
    let raw = ExtensionDescription.onlyText(item.description.tool.parameters) ?? "input"
    let reply = try process.request(
      [
        "op": "call", "kind": .string(item.kind.singular), "name": .string(item.name),
        "args": isRaw ? arguments[raw] ?? "" : arguments, "call_id": .string(context.callID),
      ], until: context.deadline, context.cancellation)
    return try result(reply, PartsReader(process.scratch, context.tree))
  }

  private func result(_ reply: JSON, _ reader: PartsReader) throws(AgentError) -> ToolOutput {
    let printed = reply["stdout"]?.string ?? ""
    var fields = JSONObject()
    if let error = reply["error"], !error.isNull {
      if !printed.isEmpty { fields.append("log", .string(String(printed.suffix(2048)))) }
      let words = error.string ?? error["message"]?.string ?? error.text
      let trace = error["trace"]?.string.map { "\n\($0)" } ?? ""
      return ToolOutput("Error: \(words)\(trace)", succeeded: false, itemFields: fields)
    }
    let value = reply["result"] ?? .null
    let parts = try reply["parts"]?.array.map { values throws(AgentError) in try reader.parts(values) }
    var text = (parts?.text ?? "") + (value.isNull ? "" : value.string ?? value.text)
    if text.isEmpty, parts == nil {
      text = printed
    } else if !printed.isEmpty {
      fields.append("log", .string(String(printed.suffix(2048))))
    }
    let output = try runner.output(context)
    output.append(Array(text.utf8))
    var result = ExtensionResult.said(output.finish(), fields)
    result.images = parts?.images ?? []
    return result
  }
}

extension IO {
  /// The bytes of a file in a tree.
  static func readFile(_ tree: ConfinedTree, _ path: String, limit: Int) throws(AgentError) -> [UInt8] {
    let file = try tree.openFile(path)
    do throws(SystemError) {
      return try readToEnd(file.raw, limit: limit, of: path)
    } catch {
      throw AgentError(error)
    }
  }
}

/// Reads what a call has left in its directory. Who wrote there is not trusted: nothing is opened that lies
/// elsewhere, and no more is read than a result may have.
private struct PartsReader {
  private let scratch: Scratch
  private let own: ConfinedTree
  private let tree: ConfinedTree

  init(_ scratch: Scratch, _ tree: ConfinedTree) throws(AgentError) {
    self.scratch = scratch
    self.tree = tree
    own = try ConfinedTree(workspace: scratch.path)
  }

  /// What a script wrote to `$LLM_OUTPUT`.
  func text() throws(AgentError) -> String? {
    try contents(Scratch.textName).map { String(decoding: $0, as: UTF8.self) }
  }

  func parts() throws(AgentError) -> ToolParts? {
    guard let bytes = try contents(Scratch.partsName) else { return nil }
    return try parts(ToolParts.values(bytes))
  }

  func parts(_ values: [JSON]) throws(AgentError) -> ToolParts {
    try ToolParts(values) { path throws(AgentError) in
      let isOwn = Path.relative(Path.absolute(path, base: "/"), to: own.workspace) != nil
      return try IO.readFile(path.hasPrefix("/") && isOwn ? own : tree, path, limit: ToolParts.byteLimit)
    }
  }

  private func contents(_ name: String) throws(AgentError) -> [UInt8]? {
    guard Files.exists("\(scratch.path)/\(name)") else { return nil }
    let bytes = try IO.readFile(own, name, limit: ToolParts.byteLimit * 2)
    return bytes.isEmpty ? nil : bytes
  }
}
