import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct ConfigBootstrapTests {
  /// What is there already is left as it is.
  @Test(arguments: [true, false]) func everyStepIsTakenOnce(isPrivileged: Bool) throws {
    let bench = try BootstrapBench(isPrivileged: isPrivileged)
    let plan = try bench.run("-n", "-j")
    #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
    let names = ["packages", "wakeups", "service", "doctor"]
    #expect(BootstrapBench.steps(plan) == names.map { "\($0): planned" })
    #expect(bench.calls.isEmpty && !Files.exists("\(bench.directory.home)/.config"))

    let first = try bench.run("-j")
    #expect(first.status == 0, "\(first.output)\(first.errors)")
    #expect(first.errors.isEmpty)
    #expect(BootstrapBench.steps(first) == names.map { "\($0): done" }, "\(first.output)")
    let calls = bench.calls
    #expect(calls.contains { $0.hasPrefix("apt-get install -y") && $0.hasSuffix(" python3 python3-venv") })
    #expect(calls.contains("systemctl --user enable --now agent-wake.timer"))
    #expect(calls.last == "agent-serve install --now")
    #expect(calls.contains { $0.hasPrefix("sudo apt-get") } == (!isPrivileged || geteuid() != 0))

    let second = try bench.run("-j")
    #expect(second.status == 0)
    #expect(
      BootstrapBench.steps(second)
        == ["packages: present", "wakeups: present", "service: present", "doctor: done"])
    #expect(bench.calls == calls)
  }

  /// A unit that somebody has changed, or that has stopped, is set up anew.
  @Test func whatIsNoLongerRightIsDoneAgain() throws {
    let bench = try BootstrapBench()
    #expect(try bench.run("-j").status == 0)
    try Files.remove(bench.directory.path("home/active-agent-wake.timer"))
    try bench.directory.write("home/.config/systemd/user/agent-serve.service", "[Unit]\n# mine\n")
    let steps = BootstrapBench.steps(try bench.run("-j"))
    #expect(steps.prefix(3) == ["packages: present", "wakeups: done", "service: done"])
  }

  /// cron is fetched and calls the wakeups, and the service runs without a unit.
  @Test func withoutAManager() throws {
    let bench = try BootstrapBench(withManager: false)
    let first = try bench.run("-j")
    #expect(first.status == 0, "\(first.output)")
    #expect(bench.calls.first?.contains(" cron") == true)
    let table = try bench.directory.read("home/table")
    #expect(table.hasPrefix("* * * * * PATH=") && table.contains("agent-wake run"))
    #expect(bench.calls.last == "agent-serve start")
    let second = try bench.run("-j")
    #expect(
      BootstrapBench.steps(second)
        == ["packages: present", "wakeups: present", "service: present", "doctor: done"])
    #expect(try bench.directory.read("home/table") == table)
  }

  @Test func whatIsNotWantedIsLeft() throws {
    let bench = try BootstrapBench()
    let result = try bench.run("-j", "--no-system-deps", "--no-service")
    #expect(result.status == 0)
    #expect(
      BootstrapBench.steps(result)
        == ["packages: skipped", "wakeups: skipped", "service: skipped", "doctor: done"])
    #expect(bench.calls.isEmpty)
    let installed = try bench.run("-j", "--no-system-deps", "--no-start-service")
    #expect(BootstrapBench.steps(installed).contains("service: done"))
    #expect(!Files.exists(bench.directory.path("home/active-agent-serve.service")))
    // It is there, which is all that was asked for.
    let again = try bench.run("-j", "--no-system-deps", "--no-start-service")
    #expect(BootstrapBench.steps(again).contains("service: present"))
    let alone = try BootstrapBench(withManager: false)
    let detached = try alone.run("-j", "--no-system-deps", "--no-start-service")
    #expect(BootstrapBench.steps(detached).contains("service: skipped"))
    #expect(!Files.exists(alone.directory.path("home/serving")))
  }

  @Test func withoutAgentServeThatIsOneStepNotTaken() throws {
    let bench = try BootstrapBench(withServe: false)
    let result = try bench.run("-j")
    #expect(result.status == 0)
    let step = result.values.first { $0["step"] == "service" }
    #expect(step?["state"] == "skipped" && step?["message"] == "agent-serve is not installed")
  }

  /// 2 and what went wrong, while the rest is done all the same.
  @Test func aStepThatFailsIsTold() throws {
    let bench = try BootstrapBench()
    try bench.replace("apt-get", "echo 'E: no network' >&2; exit 100")
    let result = try bench.run("-j")
    #expect(result.status == 2)
    #expect(
      BootstrapBench.steps(result)
        == ["packages: failed", "wakeups: done", "service: done", "doctor: done"])
    let step = try #require(result.values.first)
    #expect(step["exit"] == 69 && step["advice"] == "install the packages by hand", "\(step)")
    let text = try bench.run()
    #expect(text.status == 2 && text.lines.first?.hasPrefix("failed   packages: ") == true)
    // A person sees what apt-get says.
    #expect(text.errors.contains("E: no network"))
    #expect(try bench.run("-q").errors.isEmpty)
  }

  @Test func aDoctorWhoFindsSomethingBrokenFails() throws {
    let bench = try BootstrapBench()
    try bench.directory.write("home/runtime/agent_config.json", #"{"max_requests":"x"}"#)
    chmod(bench.directory.path("home/runtime"), 0o700)
    let result = try bench.run("-j")
    #expect(result.status == 2)
    let step = try #require(result.values.last)
    #expect(step["step"] == "doctor" && step["state"] == "failed" && step["exit"] == 78)
    #expect(step["message"]?.string?.contains("max_requests") == true)
  }

  @Test func aTimerThatDoesNotStartIsAFailure() throws {
    let bench = try BootstrapBench()
    try bench.replace("systemctl", "case $2 in show-environment) ;; *) exit 1 ;; esac")
    let result = try bench.run("-j", "--no-system-deps")
    #expect(result.status == 2)
    let step = result.values.first { $0["step"] == "wakeups" }
    #expect(step?["state"] == "failed")
    #expect(step?["advice"] == "systemctl --user enable --now agent-wake.timer")
  }

  @Test func optionalPackagesAreFetchedWhereTheyAreNamed() throws {
    let bench = try BootstrapBench()
    #expect(try bench.run("--with", "libnotify").status == 64)
    #expect(bench.calls.isEmpty)
    #expect(try bench.run("-j", "--with", "libnotify-bin", "--no-service").status == 0)
    #expect(bench.calls.contains { $0.contains(" libnotify-bin") && !$0.contains(" yad") })
  }

  @Test func oneValueAtTheEnd() throws {
    let bench = try BootstrapBench()
    let result = try bench.run("--format", "json", "--no-system-deps")
    #expect(try JSON(parsing: result.output).array?.count == 4)
  }

  /// A signal ends what runs.
  @Test func aSignalEndsIt() throws {
    let bench = try BootstrapBench()
    try bench.replace("apt-get", #"echo $$ >"$HOME/pid"; exec /bin/sleep 600"#)
    let (command, arguments) = bench.command(["-j"])
    let child = try command.spawn(arguments, output: .null, error: .null)
    #expect(bench.directory.waitForFile("home/pid"))
    child.signal(SIGTERM)
    #expect(child.end() == .code(143))
    let pid = try #require(Int32(try bench.directory.read("home/pid").dropLast()))
    var isGone = false
    for _ in 0..<200 where !isGone {
      isGone = kill(pid, 0) != 0
      usleep(10_000)
    }
    #expect(isGone)
  }
}
