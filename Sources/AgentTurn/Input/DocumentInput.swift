public import AgentCore
import AgentJSON
import AgentModel
public import AgentSandbox
public import AgentSystem
import AgentTools

/// `-f`: documents, read by agent-extract in a process of its own.
public enum DocumentInput {
  /// Most bytes of records from one run.
  static let limit = 256 << 20

  /// The files as parts of a message, and a notice for each that could not be read.
  /// - Throws: what agent-extract said, with its exit code; a run that read only some of the files is an
  ///   error (2) unless `allowPartial`.
  public static func read(
    _ paths: [String], workingDirectory: String, environment: [String: String], mode: SandboxPolicy.Mode,
    allowPartial: Bool, cancellation: Cancellation
  ) throws(AgentError) -> PipedInput {
    let program = try SiblingProgram.find("agent-extract", environment: environment)
    let result: BoundedRun.Result
    do {
      result = try BoundedRun.run(
        try sandbox(paths, workingDirectory, environment, mode).commandLine(
          [program, "--format", "ndjson", "--"] + paths),
        environment: KeyEnvironment.withoutKeys(environment), directory: workingDirectory,
        input: [], outputLimit: limit, deadline: .after(milliseconds: 600_000), cancellation: cancellation)
    } catch let error as SystemError {
      throw AgentError(error, missing: .missingTool)
    } catch {
      throw AgentError(wrapping: error)
    }
    switch result.ending {
    case .cancelled: throw AgentError(cancellation.reason ?? .requested(""))
    case .timedOut: throw AgentError(.deadline, "took more than 10 minutes", object: "agent-extract")
    case .exited(let exit):
      if exit == .code(0) || exit == .code(2) { break }
      throw failure(result, exit)
    }
    if result.dropped > 0 {
      throw AgentError(.tooLarge, "the documents give more than \(limit) bytes", object: paths[0])
    }
    let failures = exit(of: result) == .code(2) ? unread(result.output) : []
    if !failures.isEmpty, !allowPartial {
      throw AgentError(
        .inputMissing, failures.joined(separator: "; "), object: "--file",
        hint: "--allow-partial goes on without", exit: .partial)
    }
    var input = try PipedInput(Array(result.output.utf8), mode: .ndjson, allowPartial: allowPartial)
    input.notices += failures.map { .notice("input_failed", $0) }
    return input
  }

  /// Documents are bytes from strangers: their reader sees them and the directory that it works in, and changes
  /// nothing. What is not there is for it to tell.
  private static func sandbox(
    _ paths: [String], _ directory: String, _ environment: [String: String], _ mode: SandboxPolicy.Mode
  ) throws(AgentError) -> Sandbox {
    var policy = SandboxPolicy(
      mode: mode == .off ? .off : .readOnly, workspace: directory,
      readable: paths.map { Path.absolute($0, base: directory) }.filter(Files.exists))
    policy.limits = .parser
    // Each file may take as long as one alone.
    policy.limits.cpu = min(
      600, 20 * max(1, paths.count) + (paths.contains(where: Files.isDirectory) ? 580 : 0))
    return try Sandbox(policy, environment: environment)
  }

  private static func exit(of result: BoundedRun.Result) -> ChildProcess.Exit? {
    if case .exited(let exit) = result.ending { exit } else { nil }
  }

  /// What was said of each file that could not be read: every error but the last, which sums them up.
  private static func unread(_ output: String) -> [String] {
    output.split(separator: "\n").filter { $0.hasPrefix("{\"type\":\"error\"") }.dropLast()
      .compactMap { (try? JSON(parsing: String($0)))?["message"]?.string }
  }

  /// The error that the last record tells.
  private static func failure(_ result: BoundedRun.Result, _ exit: ChildProcess.Exit) -> AgentError {
    let last = result.output.split(separator: "\n").last.flatMap { try? JSON(parsing: String($0)) }
    guard let last, last["type"]?.string == "error", let message = last["message"]?.string,
      let code = last["code"]?.string.flatMap(ErrorCode.init(rawValue:))
    else {
      return AgentError(.badData, "agent-extract failed (\(exit.status))", object: result.errors)
    }
    return AgentError(
      code, message, hint: last["hint"]?.string, exit: ExitStatus(rawValue: exit.status))
  }
}
