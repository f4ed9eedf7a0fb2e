import AgentCLI
import AgentCore

/// The user's units that call us each minute.
struct SystemdUnits {
  static let service = "agent-wake.service"
  static let timer = "agent-wake.timer"

  /// Words as units have them.
  private let program: String
  private let runtime: String
  private let path: String

  init(program: String, runtime: String, path: String) throws(AgentError) {
    self.program = try UserUnits.program(program)
    self.runtime = try UserUnits.argument(runtime)
    self.path = try UserUnits.word("PATH=\(path)")
  }

  var files: [UserUnits.File] {
    [
      UserUnits.File(
        name: Self.service,
        text: """
          [Unit]
          Description=Run the wakeups of agentutils that are due
          Documentation=man:agent-wake(1)

          [Service]
          Type=oneshot
          ExecStart=\(program) run --jobs 4 --runtime-dir \(runtime) -q
          Environment=\(path)
          SuccessExitStatus=2
          TimeoutStartSec=infinity
          TimeoutStopSec=10s
          KillMode=mixed
          \(UserUnits.restrictions("agent-wake"))

          """
      ),
      UserUnits.File(
        name: Self.timer,
        text: """
          [Unit]
          Description=Look each minute for wakeups of agentutils that are due
          Documentation=man:agent-wake(1)

          [Timer]
          OnCalendar=*-*-* *:*:00
          AccuracySec=1s
          Persistent=yes

          [Install]
          WantedBy=timers.target

          """
      ),
    ]
  }
}
