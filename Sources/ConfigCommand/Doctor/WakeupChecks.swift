import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// Who calls `agent-wake run`: a timer that runs, also while the user is logged out, or cron; nobody, while there are
/// wakeups that wait.
struct WakeupChecks {
  private static let check = "wakeups"
  private static let timer = "agent-wake.timer"

  let context: CommandContext

  func run() -> [Finding] {
    let programs = ProgramRun(context: context)
    if UserUnits(context).isActive(Self.timer) {
      return [Finding(.ok, Self.check, "\(Self.timer) runs")] + linger()
    }
    do throws(AgentError) {
      // What it would remove is what is set up.
      let setUp = try programs.sibling("agent-wake", ["uninstall", "-n"])
      let words = setUp.records.compactMap { $0["message"]?.string }
      if words.contains(where: { $0.contains("crontab") }) {
        return [Self.byCron(isRunning: Self.cronIsRunning)]
      }
      if setUp.wentWell {
        return [
          Finding(
            .weak, Self.check, "\(Self.timer) is installed and does not run",
            advice: "systemctl --user enable --now \(Self.timer)")
        ]
      }
      if Files.exists(context.runtime.file("wake.db")),
        try programs.sibling("agent-wake", ["next"]).wentWell
      {
        return [
          Finding(.weak, Self.check, "some wait, and nothing calls them", advice: "agent-wake install")
        ]
      }
    } catch {
      return [Finding(.weak, Self.check, "cannot be looked at: \(error.message)", advice: error.hint)]
    }
    return [Finding(.ok, Self.check, "none wait")]
  }

  static func byCron(isRunning: Bool) -> Finding {
    isRunning
      ? Finding(.ok, check, "cron calls them")
      : Finding(
        .weak, check, "they are in the crontab, and no cron is seen to run",
        advice: "start it: service cron start")
  }

  /// The names of the daemons that read crontabs.
  private static let daemons: Set = ["cron", "crond", "fcron"]

  private static var cronIsRunning: Bool {
    ((try? Files.list("/proc")) ?? []).contains { process in
      guard process.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
        let name = try? Files.read("/proc/\(process)/comm", limit: 64)
      else { return false }
      return daemons.contains(String(decoding: name.prefix { $0 != 0x0a }, as: UTF8.self))
    }
  }

  private func linger() -> [Finding] {
    guard let command = UserUnits(context).lingerCommand else { return [Finding(.ok, "linger", "on")] }
    return [
      Finding(.weak, "linger", "timers and services rest while you are not logged in", advice: command)
    ]
  }
}
