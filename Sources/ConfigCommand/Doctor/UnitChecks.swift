import AgentCLI
import AgentSystem
import Glibc

/// The units of systemd, those of the installation and the user's own, by the word of systemd-analyze(1).
enum UnitChecks {
  private static let check = "units"

  static func run(_ context: CommandContext) -> [Finding] {
    let directory = UserUnits(context).directory
    let own = ((try? Files.list(directory)) ?? []).filter(isUnit).sorted()
    // The user's hides that of the installation, and is looked for first.
    let units =
      own.map { Path.join(directory, $0) }
      + InstalledFiles(context).files(in: "lib/systemd/user").filter { !own.contains(Path.name($0)) }
    if units.isEmpty { return [Finding(.ok, check, "none are installed")] }
    // systemd makes a directory of its own in the place that it is told to be the user's.
    let place = Path.join(context.environment["TMPDIR"] ?? "/tmp", "agent-units-\(RandomBytes.hex(8))")
    guard mkdir(place.system, 0o700) == 0 else { return [] }
    defer { FileTree.remove(place) }
    guard
      let answer = ProgramRun(context: context).ask(
        ["env", "XDG_RUNTIME_DIR=\(place)", "systemd-analyze", "verify", "--user", "--man=no"] + units)
    else { return [] }
    if answer.ending == .exited(.code(127)) { return [Finding(.notice, check, "there is no systemd here")] }
    let complaint = answer.errors.utf8.split(separator: 0x0a).map { String(Substring($0)) }.first { line in
      units.contains { line.contains(Path.name($0)) }
    }
    if complaint == nil, answer.wentWell { return [Finding(.ok, check, "\(units.count) are sound")] }
    return [
      Finding(
        .weak, check, oneLine(complaint ?? answer.errors, limit: 200),
        advice: "agent-wake install, agent-serve install")
    ]
  }

  /// `agent-wake.timer`, and not the directories in which systemd keeps what is enabled.
  static func isUnit(_ name: String) -> Bool {
    name.hasPrefix("agent-") && [".service", ".timer", ".socket"].contains { name.hasSuffix($0) }
  }
}
