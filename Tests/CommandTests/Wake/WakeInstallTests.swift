import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Who calls `agent-wake run`.
struct WakeInstallTests {
  /// Runs the command with programs of the test's own before those of the system.
  private func command(_ bench: WakeBench) -> BuiltCommand {
    bench.command([
      "PATH": "\(bench.directory.path("programs")):\(BuiltCommand.directory):/usr/local/bin:/usr/bin:/bin"
    ])
  }

  @Test func theUnitsAreSound() throws {
    let bench = try WakeBench()
    let result = try bench.run("install", "--systemd")
    #expect(result.status == 0, "\(result.errors)")
    let units = result.lines
    #expect(units.map(Path.name) == ["agent-wake.service", "agent-wake.timer"])
    if let program = ChildProcess.find("systemd-analyze", path: nil) {
      let verify = try BuiltCommand(
        program, in: bench.directory, environment: ["XDG_RUNTIME_DIR": bench.directory.home]
      ).run(["verify", "--user", "--man=no"] + units)
      #expect(verify.status == 0 && !verify.errors.contains("agent-wake"), "\(verify.errors)")
    }
    let plan = try bench.run("install", "--systemd", "-n", "-j")
    for (unit, planned) in zip(units, plan.values) {
      #expect(String(decoding: try Files.read(unit), as: UTF8.self) == planned["text"]?.string)
    }
    #expect(try bench.run("uninstall").status == 0)
    #expect(units.allSatisfy { !Files.exists($0) })
    #expect(try bench.run("uninstall").status == 1)
  }

  /// To systemd a dollar sign in the program is itself, and in the words behind it begins a variable.
  @Test func aDollarSignInTheProgram() throws {
    let bench = try WakeBench()
    let program = try bench.link("agent-wake", as: "a $HOME 100%/agent-wake")
    let result = try BuiltCommand(program, in: bench.directory).run("install", "--systemd")
    #expect(result.status == 0, "\(result.errors)")
    let unit = try #require(result.lines.first)
    #expect(
      String(decoding: try Files.read(unit), as: UTF8.self).contains(
        #"/a $HOME 100%%/agent-wake" run --jobs"#))
    if let program = ChildProcess.find("systemd-analyze", path: nil) {
      let verify = try BuiltCommand(
        program, in: bench.directory, environment: ["XDG_RUNTIME_DIR": bench.directory.home]
      ).run(["verify", "--user", "--man=no"] + result.lines)
      #expect(verify.status == 0 && !verify.errors.contains("agent-wake"), "\(verify.errors)")
    }
  }

  /// A user's manager that answers is told, in order.
  @Test func theTimerIsStarted() throws {
    let bench = try WakeBench()
    try bench.directory.write(
      "programs/systemctl", "#!/bin/sh\necho \"$*\" >>\"$HOME/calls\"\n", mode: 0o700)
    let result = try command(bench).run("install", "-j")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.values.first?["active"]?.bool == true)
    let calls = try bench.directory.read("home/calls").split(separator: "\n")
    #expect(calls.suffix(2) == ["--user daemon-reload", "--user enable --now agent-wake.timer"])
    #expect(try command(bench).run("uninstall").status == 0)
    #expect(try bench.directory.read("home/calls").contains("--user disable --now agent-wake.timer"))
  }

  private static let crontab = """
    #!/bin/sh
    case $1 in
      -l) if [ -e "$HOME/table" ]; then cat "$HOME/table"; else echo "no crontab for x" >&2; exit 1; fi ;;
      -) cat >"$HOME/table" ;;
    esac
    """

  @Test func theTableOfCronKeepsItsOtherLines() throws {
    let bench = try WakeBench()
    try bench.directory.write("programs/crontab", Self.crontab, mode: 0o700)
    let other = "0 5 * * * backup 100\\%  # agent-wake elsewhere"
    try bench.directory.write("home/table", other + "\n")
    for _ in 0..<2 { #expect(try command(bench).run("install", "--cron").status == 0) }
    let lines = try bench.directory.read("home/table").split(separator: "\n").map(String.init)
    #expect(lines.count == 2 && lines[0] == other)
    #expect(try command(bench).run("uninstall").status == 0)
    #expect(try bench.directory.read("home/table") == other + "\n")
    try Files.remove(bench.directory.path("home/table"))
    #expect(try command(bench).run("install", "--cron").status == 0)
  }

  /// The line does what it is for with what cron gives: four variables and /bin/sh.
  @Test func theLineOfCronWorksBare() throws {
    let directory = TestDirectory()
    let bench = try WakeBench(directory)
    let id = try bench.add("x", "--in", "0s")
    let line = try #require(try bench.run("install", "--cron", "-n").lines.first)
    #expect(line.hasPrefix("* * * * * "))
    let bare = try BuiltCommand("/usr/bin/env", in: directory).run([
      "-i", "HOME=\(directory.home)", "LOGNAME=x", "PATH=/usr/bin:/bin", "SHELL=/bin/sh", "/bin/sh", "-c",
      String(line.dropFirst(10)),
    ])
    #expect(bare.status == 0 && bare.output.isEmpty && bare.errors.isEmpty, "\(bare.errors)")
    #expect(try bench.states(id) == ["done"])
  }

  /// A directory whose name cron, sh and systemd would each read in its own way.
  @Test func oddNames() throws {
    let bench = try WakeBench()
    let name = "an odd'% $HOME \"name\""
    try bench.directory.write(
      "\(name)/agent_config.json", try bench.directory.read("runtime/agent_config.json"))
    let runtime = bench.directory.path(name)
    let command = bench.command(["AGENT_RUNTIME_DIR": runtime])
    #expect(try command.run("add", "x", "--in", "0s").status == 0)
    let line = try #require(try command.run("install", "--cron", "-n").lines.first)
    // cron takes the backslash before a percent sign away.
    let shell = String(line.dropFirst(10)).replacing("\\%", with: "%")
    let bare = try BuiltCommand("/usr/bin/env", in: bench.directory).run(["-i", "/bin/sh", "-c", shell])
    #expect(bare.status == 0, "\(bare.errors)")
    #expect(try command.run("log", "-j").values.first?["state"]?.string == "done")
    let unit = try #require(try command.run("install", "--systemd", "-n", "-j").values.first?["text"]?.string)
    #expect(unit.contains(#"an odd'%% $$HOME \"name\"""#))
  }
}
