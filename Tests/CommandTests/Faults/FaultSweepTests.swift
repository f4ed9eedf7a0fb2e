import AgentTesting
import Testing

/// Every system call that a command makes on its state, made to fail, fall short, tear or be the last: one
/// after the other until the command passes untouched.
struct FaultSweepTests {
  /// Calls of each kind that are tried in a small dose.
  private static let samples = 1

  @Test(arguments: FaultScenario.all)
  func everyCallMayGoWrong(_ scenario: FaultScenario) throws {
    let bench = try FaultBench(scenario)
    var generator = SeededGenerator()
    var runs = 0
    for var fault in Fault.kinds {
      let points = try bench.countPoints(fault)
      #expect(points > 0)
      let step = TestDose.isFull ? 1 : max(1, points / Self.samples)
      fault.at = TestDose.isFull ? 1 : Int.random(in: 1...step, using: &generator)
      while try bench.check(fault) {
        fault.at += step
        runs += 1
        if fault.at > 500 {
          Issue.record("\(scenario.name): \(fault): there is no end to it")
          break
        }
      }
    }
    print("faults: \(scenario.name): \(runs) calls")
  }
}
