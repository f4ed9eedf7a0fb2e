import AgentBudget
import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Many processes at once, killed, and with every system call on the ledger gone wrong: the server never answers more
/// than the budget allows.
@Suite struct BudgetFaultTests {
  @Test(
    arguments: [
      (["requests": 7], 7...7), (["tokens": 5000], 8...40), (["cost": 0.005], 8...40),
    ] as [(JSON, ClosedRange<Int>)])
  func twentyAtOnceKeepWithinIt(_ rule: JSON, _ answered: ClosedRange<Int>) throws {
    let bench = try BudgetBench(
      rule, then: .text("done").usage(input: 100, output: 25).delayed(milliseconds: 20))
    let script = """
      for n in $(seq 20); do
        (for m in 1 2; do "$@" </dev/null >/dev/null 2>&1; echo $?; done) &
      done
      wait
      """
    let result = try BuiltCommand("/bin/bash", in: bench.turns.directory).run(
      ["-c", script, "sh", bench.turns.command().executable] + bench.arguments
        + ["--max-output-tokens", "300", "go"], timeout: 300_000)
    let codes = result.output.split(separator: "\n").map(String.init)
    #expect(codes.count == 40 && Set(codes).isSubset(of: ["0", "3"]), "\(codes)")
    let count = bench.server.requests.count
    #expect(codes.filter { $0 == "0" }.count == count && answered.contains(count), "\(count) answered")
    let account = try bench.account()
    #expect(account.reservations.isEmpty)
    #expect(
      account.spent
        == BudgetAmount(requests: count, tokens: 125 * count, cost: Money(dollars: 0.000125)! * count))
    #expect(account.spent.tokens <= rule["tokens"]?.int ?? .max)
  }

  @Test func killedAtAnyMoment() throws {
    let rounds = TestDose.count(16, full: 100)
    let limit = rounds + 3
    let bench = try BudgetBench(["requests": .int(limit)], then: .text("done").delayed(milliseconds: 20))
    let whole = try duration(bench)
    var generator = SeededGenerator()
    var killed = 0
    for round in 0..<rounds {
      let before = bench.server.requests.count
      let child = try bench.turns.command().spawn(bench.arguments + ["go"], output: .null, error: .null)
      // Every other one once its request has come, the rest at any moment.
      if round % 2 == 0 { #expect(bench.server.waitForRequests(before + 1)) }
      usleep(UInt32.random(in: 0...(round % 2 == 0 ? 40_000 : whole), using: &generator))
      child.signal(SIGKILL)
      if child.wait() == .signal(SIGKILL) { killed += 1 }
    }
    print("kills: budget: \(killed) in mid-run, \(bench.server.requests.count) answered")
    // Each request that came was reserved before, and is in the ledger for good.
    #expect(try bench.account().used.requests >= bench.server.requests.count)
    while try bench.run().status == 0 {}
    #expect(bench.server.requests.count <= limit && killed * 3 >= rounds)
    let account = try bench.account()
    #expect(account.used.requests == limit && account.reservations.isEmpty)
  }

  /// How long a turn takes here that nobody kills, in microseconds.
  private func duration(_ bench: BudgetBench) throws -> UInt32 {
    let begin = ContinuousClock.now
    #expect(try bench.run().status == 0)
    return UInt32((ContinuousClock.now - begin) / .microseconds(1))
  }

  @Test func everyCallMayGoWrong() throws {
    let bench = try BudgetBench(["requests": 1_000_000])
    let report = bench.turns.directory.path("report")
    #expect(try bench.run().status == 0)
    var generator = SeededGenerator()
    var struck = 0
    for kind in Fault.kinds {
      var at = TestDose.isFull ? 1 : Int.random(in: 1...7, using: &generator)
      while at < 200 {
        var fault = kind
        fault.at = at
        try? Files.remove(report)
        let before = try bench.account().used.requests
        let answered = bench.server.requests.count
        let result = try BuiltCommand(
          "agent-turn", in: bench.turns.directory,
          environment: fault.environment(files: bench.turns.directory.runtime, report: report)
        ).run(bench.arguments + ["go"])
        guard Files.exists(report) else { break }
        struck += 1
        let name = "\(fault): \(result.status) \(result.errors)"
        let sent = bench.server.requests.count - answered
        let isKill = fault.action.kills && result.exit == .signal(9)
        #expect(isKill || [0, 73, 74, 77].contains(result.status), "\(name)")
        // Nothing is sent that is not reserved; what could not be settled counts.
        let counted = try bench.account().used.requests - before
        #expect(sent <= 1 && counted >= sent && counted <= 1, "\(name): \(sent) sent, \(counted) counted")
        if result.status == 0 { #expect(sent == 1, "\(name)") }
        at += TestDose.isFull ? 1 : 7
      }
    }
    #expect(struck >= Fault.kinds.count, "the faults were there")
  }
}
