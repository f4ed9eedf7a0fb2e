import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// Other programs, run to their end with bounds: those of the system that are asked how things are, and our own
/// commands, which do the work.
struct ProgramRun {
  let context: CommandContext

  /// Milliseconds that a program of the system may think.
  static let questionTime = 20_000
  private static let outputLimit = 1 << 20

  /// What a program says to a question. nil where it cannot be run, such as when there is none of that name.
  /// - Parameter variables: names that it needs of our environment beside those that every program gets.
  func ask(_ words: [String], variables: [String] = []) -> BoundedRun.Result? {
    guard let program = ChildProcess.find(words[0], path: context.environment["PATH"]) else { return nil }
    var environment = ProcessEnvironment.forPrograms(context.environment)
    for name in variables { environment[name] = context.environment[name] }
    return try? BoundedRun.run(
      [program] + words.dropFirst(), environment: environment, directory: "/", input: [],
      outputLimit: Self.outputLimit, deadline: .after(milliseconds: Self.questionTime),
      cancellation: context.cancellation)
  }

  /// Runs a command of ours on this runtime directory, in NDJSON.
  /// - Throws: 69 when it is not installed, and what ended us.
  func sibling(_ name: String, _ arguments: [String], milliseconds: Int = questionTime) throws(AgentError)
    -> SiblingReport
  {
    let program = try SiblingProgram.find(name, environment: context.environment)
    let result: BoundedRun.Result
    do {
      result = try BoundedRun.run(
        [program] + arguments + ["-j", "--runtime-dir", context.runtime.path],
        environment: context.environment, directory: context.workingDirectory, input: [],
        outputLimit: Self.outputLimit, deadline: .after(milliseconds: milliseconds),
        cancellation: context.cancellation)
    } catch {
      throw AgentError(.missingTool, error.reason, object: name)
    }
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    return SiblingReport(name, result)
  }
}

extension BoundedRun.Result {
  var wentWell: Bool { ending == .exited(.code(0)) }
}

/// What a command of ours has told, and how it ended.
struct SiblingReport {
  let records: [JSON]
  let status: Int32
  /// One line that says why it failed, and what to do about it. Of use only when it did.
  let (failure, advice): (String, String?)

  init(_ name: String, _ result: BoundedRun.Result) {
    let exit: ChildProcess.Exit? =
      switch result.ending {
      case .exited(let exit): exit
      case .timedOut, .cancelled: nil
      }
    self.init(name, exit, output: result.output, errors: result.errors)
  }

  /// - Parameter exit: nil when it took too long.
  init(_ name: String, _ exit: ChildProcess.Exit?, output: String, errors: String) {
    records = output.utf8.split(separator: 0x0a).compactMap { try? JSON(parsing: String(Substring($0))) }
    status = exit?.status ?? ExitStatus.unavailable.rawValue
    let error = records.last { $0["type"] == "error" }
    let line = errors.utf8.split(separator: 0x0a).last.map { String(Substring($0)) }
    let ending = exit == nil ? "takes too long" : "ended with status \(status)"
    failure = oneLine(error?["message"]?.string ?? line ?? "\(name) \(ending)", limit: 300)
    advice = error?["hint"]?.string
  }

  var wentWell: Bool { status == 0 }
}
