import AgentCLI
import AgentCore
import AgentSystem

/// What `install` and `uninstall` ask of systemd and cron.
struct Installation {
  let context: CommandContext

  private static let commandTime = 20_000

  /// Runs a program to its end. nil when there is none of that name.
  private func run(_ words: [String], input: String = "") throws -> BoundedRun.Result? {
    guard let program = ChildProcess.find(words[0], path: context.environment["PATH"]) else { return nil }
    return try BoundedRun.run(
      [program] + words.dropFirst(), environment: context.environment, directory: "/",
      input: Array(input.utf8),
      outputLimit: 1 << 20, deadline: .after(milliseconds: Self.commandTime),
      cancellation: context.cancellation)
  }

  /// The file of this program, the directory of its state, and where tools are looked for.
  private var place: (program: String, runtime: String, path: String) {
    let program = ProcessEnvironment.executable() ?? "agent-wake"
    return (program, context.runtime.path, context.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
  }

  func units() throws(AgentError) -> SystemdUnits {
    let (program, runtime, path) = place
    return try SystemdUnits(program: program, runtime: runtime, path: path)
  }

  func cronLine() throws(AgentError) -> String {
    let (program, runtime, path) = place
    return try CronTable.line(program: program, runtime: runtime, path: path)
  }

  // MARK: - systemd

  private var manager: UserUnits { UserUnits(context) }

  var hasSystemd: Bool { manager.hasManager }

  /// Puts the units in their place.
  /// - Returns: whether the timer runs now.
  func installUnits() throws(AgentError) -> Bool {
    try manager.write(try units().files)
    guard hasSystemd else { return false }
    try manager.systemctl("daemon-reload")
    return try manager.systemctl("enable", "--now", SystemdUnits.timer)
  }

  /// - Returns: whether there were any.
  func removeUnits() throws(AgentError) -> Bool {
    let names = [SystemdUnits.timer, SystemdUnits.service].filter { Files.exists(manager.path($0)) }
    if names.isEmpty { return false }
    let isManaged = hasSystemd
    if isManaged { try manager.systemctl("disable", "--now", SystemdUnits.timer) }
    try manager.remove(names)
    if isManaged { try manager.systemctl("daemon-reload") }
    return true
  }

  var hasUnits: Bool { Files.exists(manager.path(SystemdUnits.timer)) }

  var lingerCommand: String? { manager.lingerCommand }

  // MARK: - cron

  /// The user's table; empty where there is none.
  private func table() throws -> String {
    guard let result = try run(["crontab", "-l"]) else {
      throw AgentError(.missingTool, "is not installed", object: "crontab", hint: "install cron")
    }
    if result.ending == .exited(.code(0)) { return result.output }
    // crontab(1) has one status for everything; only its words tell that there is no table yet.
    if result.errors.utf8.count > 0, result.errors.lowercased().contains("no crontab") { return "" }
    throw AgentError(.io, "crontab -l: \(oneLine(result.errors))")
  }

  private func write(_ table: String) throws {
    let result = try run(["crontab", "-"], input: table)
    if result?.ending != .exited(.code(0)) {
      throw AgentError(.io, "crontab: \(oneLine(result?.errors ?? "is not installed"))")
    }
  }

  func installLine() throws {
    try write(CronTable.replacing(try table(), of: context.runtime.path, with: try cronLine()))
  }

  var hasLine: Bool {
    guard let table = try? table() else { return false }
    return CronTable.replacing(table, of: context.runtime.path, with: nil) != table
  }

  /// - Returns: whether there was any.
  func removeLine() throws -> Bool {
    guard hasLine else { return false }
    try write(CronTable.replacing(try table(), of: context.runtime.path, with: nil))
    return true
  }
}
