import AgentCLI
import AgentCore
import AgentSystem
import Glibc

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

  /// Whether somebody would read units: a manager of the user's own.
  var hasSystemd: Bool {
    guard let run = try? run(["systemctl", "--user", "show-environment"]) else { return false }
    return run.ending == .exited(.code(0))
  }

  /// Puts the units in their place.
  /// - Returns: whether the timer runs now.
  func installUnits() throws -> Bool {
    let directory = SystemdUnits.directory(context.environment)
    do {
      try Files.makeDirectory(directory)
      for file in try units().files {
        try Files.replace(Path.join(directory, file.name), with: Array(file.text.utf8))
      }
    } catch let error as SystemError {
      throw AgentError(.io, "cannot be written: \(error.reason)", object: directory, exit: .cannotCreate)
    }
    guard hasSystemd else { return false }
    _ = try run(["systemctl", "--user", "daemon-reload"])
    let start = try run(["systemctl", "--user", "enable", "--now", SystemdUnits.timer])
    return start?.ending == .exited(.code(0))
  }

  /// - Returns: whether there were any.
  func removeUnits() throws -> Bool {
    let directory = SystemdUnits.directory(context.environment)
    let paths = [SystemdUnits.timer, SystemdUnits.service].map { Path.join(directory, $0) }.filter(
      Files.exists)
    if paths.isEmpty { return false }
    let isManaged = hasSystemd
    if isManaged { _ = try run(["systemctl", "--user", "disable", "--now", SystemdUnits.timer]) }
    for path in paths {
      do { try Files.remove(path) } catch { throw AgentError(error) }
    }
    if isManaged { _ = try run(["systemctl", "--user", "daemon-reload"]) }
    return true
  }

  var hasUnits: Bool {
    Files.exists(Path.join(SystemdUnits.directory(context.environment), SystemdUnits.timer))
  }

  /// The command that keeps the user's manager running when nobody is logged in; nil where that is settled.
  var lingerCommand: String? {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return nil }
    let user = SystemText.string(name)
    return Files.exists("/var/lib/systemd/linger/\(user)")
      ? nil : "loginctl enable-linger \(ShellWord.quoted(user))"
  }

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
