import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// The packages that features need, by `agent-config deps`.
struct PackageStep {
  private static let name = "packages"
  /// Milliseconds that an installation may take.
  private static let installationTime = 3_600_000

  let programs: ProgramRun
  /// Optional ones that are wanted.
  let with: [String]
  let isRehearsal: Bool
  /// Whether a person is asked, where there is one.
  let asks: Bool
  /// Whether what apt-get says is kept to ourselves.
  let isQuiet: Bool

  private var context: CommandContext { programs.context }
  private var options: [String] { with.flatMap { ["--with", $0] } }

  func run() throws(AgentError) -> BootstrapStep {
    let before = try programs.sibling("agent-config", ["deps"] + options)
    if before.status > 1 { return BootstrapStep(Self.name, failed: before) }
    let missing = Self.missing(before.records)
    if missing.isEmpty { return BootstrapStep(Self.name, .present, "all are there") }
    let names = missing.joined(separator: " ")
    if isRehearsal { return BootstrapStep(Self.name, .planned, "apt-get install \(names)") }
    if asks, context.mayAsk, !Question.ask("Install \(names) with apt-get?") {
      return BootstrapStep(
        Self.name, .skipped, "missing, and not wanted: \(names)", advice: "agent-config deps --install")
    }
    let report = try install()
    let left = Self.missing(report.records)
    if report.status > 1 || left.isEmpty && !report.wentWell {
      return BootstrapStep(Self.name, failed: report)
    }
    if !left.isEmpty {
      return BootstrapStep(
        Self.name, .failed, "still missing: \(left.joined(separator: " "))",
        exit: ExitStatus.unavailable.rawValue)
    }
    return BootstrapStep(Self.name, .done, "installed \(names)")
  }

  /// The packages of `dependency` records that are missing and needed.
  static func missing(_ records: [JSON]) -> [String] {
    records.filter { $0["present"] == false && $0["wanted"] == true }.compactMap { $0["package"]?.string }
  }

  /// In our own session, so that sudo(8) can ask for a password at the terminal.
  private func install() throws(AgentError) -> SiblingReport {
    let program = try SiblingProgram.find("agent-config", environment: context.environment)
    let (output, errors) = (Monitor([UInt8]()), Monitor([UInt8]()))
    let child: ChildProcess
    do {
      child = try ChildProcess.spawn(
        [program, "deps", "--install"] + options + ["--format", "ndjson", "-v"],
        environment: context.environment, input: .inherit, output: .pipe, error: .pipe, newSession: false)
    } catch {
      throw AgentError(.missingTool, error.reason, object: "agent-config")
    }
    let drains = [
      PipeDrain(child.standardOutput) { chunk in output.withLock { Self.keep(chunk, in: &$0) } },
      PipeDrain(child.standardError) { chunk in
        if !isQuiet { try? IO.writeAll(2, chunk) }
        errors.withLock { Self.keep(chunk, in: &$0) }
      },
    ]
    let token = context.cancellation.onCancel { _ in child.endAtOnce() }
    let exit = child.wait(until: .after(milliseconds: Self.installationTime))
    context.cancellation.removeHandler(token)
    if exit == nil { _ = child.endTree(supervised: false) }
    for drain in drains { drain.finish() }
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    return SiblingReport(
      "agent-config", exit, output: output.withLock { String(decoding: $0, as: UTF8.self) },
      errors: errors.withLock { String(decoding: $0, as: UTF8.self) })
  }

  /// The end of a stream, which tells why something failed.
  private static func keep(_ chunk: [UInt8], in kept: inout [UInt8]) {
    kept += chunk
    if kept.count > 1 << 20 { kept.removeFirst(kept.count - 1 << 19) }
  }
}
