import AgentJSON
import AgentSystem
import AgentTesting
import Glibc

/// `agent-config bootstrap` on a machine that a test makes up: agent-config and agent-wake are real; apt-get, sudo,
/// systemctl and crontab, and agent-serve, are scripts that keep what they are told in the home directory. Nothing of
/// the system's own is in PATH, so that a test changes nothing outside its directory.
final class BootstrapBench: Sendable {
  let directory = TestDirectory()
  let environment: [String: String]
  /// What stands before the command line.
  private let prefix: [String]

  /// - Parameters:
  ///   - withManager: the user's systemd answers.
  ///   - withServe: agent-serve is installed.
  ///   - isPrivileged: false to run as a user who may not do everything.
  init(withManager: Bool = true, withServe: Bool = true, isPrivileged: Bool = true) throws {
    let programs = directory.path("programs")
    environment = [
      "PATH": programs, "HOME": directory.home, "AGENT_RUNTIME_DIR": "\(directory.home)/runtime",
      "XDG_DATA_HOME": "\(directory.home)/data", "AGENT_SHARE_DIR": Checkout.path("Sources"),
    ]
    prefix = isPrivileged ? [] : Unprivileged.prefix
    _ = try Unprivileged.copy(of: "agent-config", in: directory)
    for (name, script) in Self.scripts { try self.script("programs/\(name)", script) }
    if withServe { try script("agent-serve", Self.serve) }
    if withManager { try script("programs/systemctl", Self.systemctl) }
    // Beside the copy, where it looks first.
    for name in ["agent-wake", "agent-sandbox", "agent-tool"] {
      _ = try Unprivileged.copy(of: name, in: directory)
    }
    if !isPrivileged {
      // apt-get writes there, and sudo makes it nobody here.
      chmod(programs, 0o777)
      chmod(directory.home, 0o777)
      chmod(directory.work, 0o755)
    }
  }

  private func script(_ name: String, _ text: String) throws {
    try directory.write(name, "#!/bin/sh\n\(text)\n", mode: 0o755)
    chmod(Path.parent(directory.path(name)), 0o755)
  }

  func replace(_ program: String, _ script: String) throws { try self.script("programs/\(program)", script) }

  private static let note = #"echo "${0##*/} $*" >>"$HOME/calls""#

  private static let scripts = [
    "sudo": #"\#(note); exec "$@""#,
    // What it installs can be run from then on.
    "apt-get": """
    \(note)
    for package; do
      case $package in
        -* | install) continue ;;
        poppler-utils) program=pdftohtml ;;
        libvips-tools) program=vipsthumbnail ;;
        libnotify-bin) program=notify-send ;;
        python3 | python3-venv) program=python3 ;;
        cron) program=crontab ;;
        *) program=$package ;;
      esac
      /usr/bin/install -m 755 "${0%/*}/later-$program" "${0%/*}/$program" 2>/dev/null ||
        /usr/bin/install -m 755 /bin/true "${0%/*}/$program"
    done
    """,
    "later-crontab": """
    case $1 in
      -l) if [ -e "$HOME/table" ]; then /bin/cat "$HOME/table"; else echo "no crontab for x" >&2; exit 1; fi ;;
      -) \(note); /bin/cat >"$HOME/table" ;;
    esac
    """,
  ]

  /// Units run once they were started, as long as they are there.
  private static let systemctl = #"""
    case $2 in
      show-environment) exit 0 ;;
      is-active) [ -e "$HOME/active-$4" ] ;;
      enable) echo "systemctl $*" >>"$HOME/calls"; : >"$HOME/active-$4" ;;
      *) echo "systemctl $*" >>"$HOME/calls" ;;
    esac
    """#

  private static let serve = #"""
    unit=$HOME/.config/systemd/user/agent-serve.service
    case "$1 $2" in
      "install -n") printf '{"type":"serve.unit","path":"%s","text":"[Unit]\\n"}\n' "$unit" ;;
      "install "*)
        echo "agent-serve $1 $2" >>"$HOME/calls"
        /bin/mkdir -p "${unit%/*}" && printf '[Unit]\n' >"$unit"
        if [ "$2" = --now ]; then : >"$HOME/active-agent-serve.service"; fi
        echo '{"type":"serve.installed"}'
        ;;
      "status "*) [ -e "$HOME/serving" ] ;;
      "start "*) echo "agent-serve start" >>"$HOME/calls"; : >"$HOME/serving" ;;
      *) exit 64 ;;
    esac
    """#

  /// The command line of a run, and how to run it.
  func command(_ arguments: [String]) -> (BuiltCommand, [String]) {
    let line = prefix + [directory.path("agent-config"), "bootstrap"] + arguments
    return (BuiltCommand(line[0], in: directory, environment: environment), Array(line.dropFirst()))
  }

  func run(_ arguments: String...) throws -> BuiltCommand.Result {
    let (command, rest) = command(arguments)
    return try command.run(rest)
  }

  /// The steps of a run, as `name: state`.
  static func steps(_ result: BuiltCommand.Result) -> [String] {
    result.values.map { "\($0["step"]?.string ?? "?"): \($0["state"]?.string ?? "?")" }
  }

  /// What the scripts were told to change, in order.
  var calls: [String] { ((try? directory.read("home/calls")) ?? "").split(separator: "\n").map(String.init) }
}
