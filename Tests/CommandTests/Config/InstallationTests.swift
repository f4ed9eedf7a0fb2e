import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// What `agent-config doctor` sees of an installation.
@Suite struct ConfigInstallationTests {
  /// An installation as bin/install makes it, of the commands that are built.
  private final class Installed {
    let directory = TestDirectory()
    var prefix: String { directory.path("prefix") }

    init() throws {
      let script = #"""
        set -eu
        cd "$1"; built=$2; prefix=$3
        mkdir -p "$prefix/bin" "$prefix/share/man/man1" "$prefix/lib/systemd/user"
        for directory in Sources/agent Sources/agent-*; do
          ln -s "$built/${directory##*/}" "$prefix/bin/"
        done
        rm "$prefix/bin/agent-config"; cp "$built/agent-config" "$prefix/bin/"
        ln -s "$PWD/Sources" "$prefix/share/agentutils"
        cp man/agent*.1 "$prefix/share/man/man1/"
        mkdir -p "$prefix/share/bash-completion" "$prefix/share/zsh" "$prefix/share/fish"
        cp -r completions/bash "$prefix/share/bash-completion/completions"
        cp -r completions/zsh "$prefix/share/zsh/site-functions"
        cp -r completions/fish "$prefix/share/fish/vendor_completions.d"
        for unit in Sources/*/Resources/systemd/*; do
          sed "s|@bindir@|$prefix/bin|" "$unit" >"$prefix/lib/systemd/user/${unit##*/}"
        done
        """#
      let result = try BuiltCommand("/bin/sh", in: directory).run(
        "-c", script, "sh", Checkout.root, BuiltCommand.directory, prefix)
      if result.status != 0 { Issue.record("\(result.errors)") }
    }

    /// What is found, by the name of the check: `state: message`.
    func findings(_ environment: [String: String] = [:], in runtime: String? = nil) throws -> [String: String]
    {
      var variables = ["PATH": "\(prefix)/bin:/usr/local/bin:/usr/bin:/bin"]
      variables.merge(environment) { $1 }
      let result = try BuiltCommand("\(prefix)/bin/agent-config", in: directory, environment: variables)
        .run("doctor", "-j")
      var found: [String: String] = [:]
      for finding in result.values {
        found[finding["check"]?.string ?? ""] =
          "\(finding["state"]?.string ?? ""): \(finding["message"]?.string ?? "")"
      }
      return found
    }
  }

  @Test func allIsWell() throws {
    let installed = try Installed()
    let found = try installed.findings(["XDG_DATA_DIRS": "\(installed.prefix)/share:/usr/share"])
    #expect(found["installation"]?.hasPrefix("ok: ") == true, "\(found)")
    #expect(found["versions"] == "ok: all commands are 0.1.0")
    #expect(found["completions"]?.hasPrefix("ok: ") == true, "\(found["completions"] ?? "")")
    if ChildProcess.find("man", path: nil) != nil {
      #expect(found["manual pages"]?.hasPrefix("ok: ") == true, "\(found["manual pages"] ?? "")")
    }
    if ChildProcess.find("systemd-analyze", path: nil) != nil {
      #expect(found["units"]?.hasPrefix("ok: ") == true, "\(found["units"] ?? "")")
    }
    #expect(found["PATH"] == nil)
    // Shells look elsewhere by themselves.
    #expect(try installed.findings()["completions"]?.hasPrefix("notice: shells do not look") == true)
    let away = try installed.findings(["PATH": "/usr/bin:/bin"])
    #expect(away["PATH"]?.hasPrefix("notice: ") == true)
  }

  @Test func whatIsMissingIsNamed() throws {
    let installed = try Installed()
    for file in [
      "bin/agent-plan", "share/man/man1/agent-wake.1", "share/fish/vendor_completions.d/agent-tool.fish",
    ] { try Files.remove("\(installed.prefix)/\(file)") }
    let found = try installed.findings()
    #expect(found["installation"]?.hasPrefix("weak: agent-plan: not in ") == true)
    #expect(found["completions"] == "weak: fish has none for agent-tool")
    if ChildProcess.find("man", path: nil) != nil {
      #expect(found["manual pages"] == "weak: man does not find agent-wake")
    }
  }

  @Test func aCommandOfAnotherVersionIsNamed() throws {
    let installed = try Installed()
    let old = try installed.directory.write(
      "prefix/bin/agent-plan.old", "#!/bin/sh\necho agent-plan 0.0.9\n", mode: 0o755)
    #expect(rename(old, "\(installed.prefix)/bin/agent-plan") == 0)
    #expect(try installed.findings()["versions"]?.hasPrefix("weak: ") == true)
    #expect(
      try installed.findings()["versions"]?.hasSuffix("agent-plan is agent-plan 0.0.9, this is 0.1.0") == true
    )
    // And one that is found before it.
    try Files.remove("\(installed.prefix)/bin/agent-plan")
    try installed.directory.write("other/agent-turn", "#!/bin/sh\nexit 1\n", mode: 0o755)
    let first = ["PATH": "\(installed.directory.path("other")):\(installed.prefix)/bin:/usr/bin:/bin"]
    #expect(try installed.findings(first)["versions"]?.hasSuffix("other/agent-turn cannot be run") == true)
  }

  @Test(.enabled(if: ChildProcess.find("systemd-analyze", path: nil) != nil))
  func aUnitThatIsUnsoundIsTold() throws {
    let installed = try Installed()
    try installed.directory.write(
      "home/.config/systemd/user/agent-wake.service",
      "[Service]\nType=oneshot\nExecStart=/nowhere/agent-wake run\n")
    let found = try installed.findings()
    #expect(
      found["units"]?.hasPrefix("weak: agent-wake.service: Command /nowhere/agent-wake") == true, "\(found)")
    try installed.directory.write(
      "home/.config/systemd/user/agent-wake.service", "[Service]\nExecStart=/bin/true\nNoSuch=1\n")
    #expect(try installed.findings()["units"]?.hasPrefix("weak: ") == true)
  }

  @Test func theWakeupsThatNobodyCallsAreTold() throws {
    let directory = TestDirectory()
    func finding(_ programs: [String: String] = [:]) throws -> [String] {
      for (name, script) in programs {
        try directory.write("programs/\(name)", "#!/bin/sh\n\(script)\n", mode: 0o700)
      }
      let path = "\(directory.path("programs")):\(BuiltCommand.directory):/usr/bin:/bin"
      let result = try BuiltCommand("agent-config", in: directory, environment: ["PATH": path])
        .run("doctor", "-j")
      return result.values.filter { ["wakeups", "linger"].contains($0["check"]?.string ?? "") }.map {
        "\($0["state"]?.string ?? ""): \($0["message"]?.string ?? "")"
      }
    }
    let silence = ["systemctl": "exit 1", "crontab": "echo 'no crontab for x' >&2; exit 1"]
    #expect(try finding(silence) == ["ok: none wait"])
    #expect(try BuiltCommand("agent-wake", in: directory).run("add", "x", "--in", "1h").status == 0)
    #expect(try finding() == ["weak: some wait, and nothing calls them"])
    let cron = ["crontab": "echo '* * * * * agent-wake run # agent-wake \(directory.runtime)'"]
    let isRunning =
      try BuiltCommand("/usr/bin/pgrep", in: directory).run("-x", "f?crond?").status == 0
    #expect(
      try finding(cron) == [
        isRunning ? "ok: cron calls them" : "weak: they are in the crontab, and no cron is seen to run"
      ])
    #expect(
      try finding([
        "systemctl": #"case "$*" in "--user is-active --quiet agent-wake.timer") ;; *) exit 1 ;; esac"#
      ])
      .first == "ok: agent-wake.timer runs")
    try directory.write("home/.config/systemd/user/agent-wake.timer", "[Timer]\nOnCalendar=daily\n")
    let stopped = try finding(silence)
    #expect(stopped == ["weak: agent-wake.timer is installed and does not run"])
  }

  @Test func whatAServerLeavesIsLookedAt() throws {
    let directory = TestDirectory()
    func finding() throws -> [String] {
      try BuiltCommand("agent-config", in: directory).run("doctor", "-j").values.filter {
        $0["check"] == "service"
      }
      .map { "\($0["state"]?.string ?? ""): \($0["message"]?.string ?? "")" }
    }
    #expect(try finding() == ["ok: does not run"])
    let file = directory.path("runtime/serve.json")
    let socket = directory.path("runtime/serve.sock")
    try directory.write("runtime/serve.json", #"{"socket":"\#(socket)","pid":\#(getpid())}"#)
    #expect(try finding() == ["ok: process \(getpid()) serves"])
    chmod(file, 0o644)
    try directory.write("runtime/serve.sock", "")
    chmod(socket, 0o666)
    #expect(
      try finding() == [
        "broken: others may read \(file)", "broken: others may connect to \(socket)",
        "ok: process \(getpid()) serves",
      ])
    // A process that has gone: its number cannot be another's before it is waited for.
    let gone = try ChildProcess.spawn(["/bin/true"], environment: [:])
    let pid = gone.pid
    _ = gone.wait()
    chmod(socket, 0o600)
    try directory.write("runtime/serve.json", #"{"socket":"\#(socket)","pid":\#(pid)}"#)
    #expect(try finding() == ["weak: \(file) is left of process \(pid), which has gone"])
    try directory.write("runtime/serve.json", "{")
    #expect(try finding() == ["weak: \(file) does not say which process serves"])
    try Files.remove(file)
    #expect(try finding() == ["notice: \(socket) is left of one that has gone"])
  }
}
