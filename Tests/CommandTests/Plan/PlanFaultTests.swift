import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Many at once, killed, and with every system call gone wrong: the plans are what they were or what they were to be.
@Suite struct PlanFaultTests {
  @Test func nobodysChangeIsLost() throws {
    let bench = PlanBench()
    try bench.run("create", "p")
    let count = TestDose.count(4, full: 100)
    let result = try BuiltCommand("/bin/bash", in: bench.directory).run(
      [
        "-c",
        """
        for w in $(seq 16); do
          (for n in $(seq \(count)); do "$0" add p "writer $w entry $n" || echo "add $?"; done) &
        done
        for r in $(seq 4); do
          (for n in $(seq \(count)); do "$0" show p >/dev/null || echo "show $?"; done) &
        done
        wait
        """, bench.command.executable,
      ], timeout: 600_000)
    #expect(result.output.isEmpty && result.errors.isEmpty, "\(result.output)\(result.errors)")
    #expect(try Set(bench.entries()).count == 16 * count)
  }

  @Test func killedAtAnyMoment() throws {
    let bench = PlanBench()
    try bench.run("create", "p", "first")
    var generator = SeededGenerator()
    var acknowledged: [String] = []
    for round in 0..<TestDose.count(20, full: 500) {
      let child = try bench.command.spawn(
        ["add", "p", "round \(round)", "-j"], input: .null, output: .pipe, error: .null)
      usleep(UInt32.random(in: 0...20_000, using: &generator))
      child.signalGroup(SIGKILL)
      let output = try IO.readToEnd(child.standardOutput)
      close(child.standardOutput)
      _ = child.wait()
      if !output.isEmpty { acknowledged.append("p round \(round) open") }
    }
    #expect(try Set(acknowledged).isSubset(of: bench.entries()))
  }

  @Test(arguments: [["add", "p", "two"], ["check", "p", "1"], ["clear", "p"]])
  func everyCallMayGoWrong(_ arguments: [String]) throws {
    let bench = PlanBench()
    try bench.run("create", "p", "one")
    let path = bench.directory.path("runtime/planner.json")
    let before = try Files.read(path)
    let old = try bench.entries()
    #expect(try bench.command.run(arguments).status == 0)
    let new = try bench.entries()
    #expect(old != new)
    let report = bench.directory.path("report")
    var struck = 0
    for kind in Fault.kinds {
      var at = 1
      while at < 200 {
        var fault = kind
        fault.at = at
        try Files.replace(path, with: before)
        try? Files.remove(report)
        let result = try BuiltCommand(
          "agent-plan", in: bench.directory,
          environment: fault.environment(files: bench.directory.runtime, report: report)
        ).run(arguments)
        guard Files.exists(report) else { break }
        struck += 1
        let name = "\(arguments): \(fault)"
        let isKill = fault.action.kills && result.exit == .signal(9)
        #expect(
          isKill || [0, 73, 74, 75, 77].contains(result.status), "\(name): \(result.status) \(result.errors)")
        let now = try bench.entries()
        #expect(now == old || now == new, "\(name)")
        if result.status == 0 { #expect(now == new, "\(name)") }
        at += TestDose.isFull ? 1 : 7
      }
    }
    #expect(struck >= Fault.kinds.count, "the faults were there")
  }
}
