import AgentCore
import AgentSystem

/// The user's units that call us each minute.
///
/// What would keep agent-sandbox from making its namespaces is not among the restrictions; it confines the tools
/// more closely than a unit could.
struct SystemdUnits {
  static let service = "agent-wake.service"
  static let timer = "agent-wake.timer"

  let program: String
  let runtime: String
  let path: String

  init(program: String, runtime: String, path: String) throws(AgentError) {
    for text in [program, runtime, path] where text.utf8.contains(where: { $0 < 0x20 }) {
      throw AgentError(.usage, "has control characters", object: text)
    }
    (self.program, self.runtime, self.path) = (program, runtime, path)
  }

  var files: [(name: String, text: String)] {
    [
      (
        Self.service,
        """
        [Unit]
        Description=Run the wakeups of agentutils that are due
        Documentation=man:agent-wake(1)

        [Service]
        Type=oneshot
        ExecStart=\(Self.word(program)) run --jobs 4 --runtime-dir \(Self.word(runtime)) -q
        Environment=\(Self.word("PATH=\(path)", isCommand: false))
        SuccessExitStatus=2
        TimeoutStartSec=infinity
        TimeoutStopSec=10s
        KillMode=mixed
        UMask=0077
        NoNewPrivileges=yes
        LockPersonality=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        SystemCallArchitectures=native
        SyslogIdentifier=agent-wake

        """
      ),
      (
        Self.timer,
        """
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

  /// A word as systemd.service(5) reads it: quoted, `%` and, in a command line, `$` doubled.
  static func word(_ text: String, isCommand: Bool = true) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [0x5c, byte]
      case UInt8(ascii: "%"): bytes += [byte, byte]
      case UInt8(ascii: "$") where isCommand: bytes += [byte, byte]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Where the user's units are: systemd.unit(5).
  static func directory(_ environment: [String: String]) -> String {
    let given = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return Path.join(
      given ?? Path.join(ProcessEnvironment.homeDirectory(environment), ".config"), "systemd/user")
  }
}
