import AgentSystem
import Testing

struct MonitorTests {
  @Test func threadsTakeTurns() {
    let counter = Monitor(0)
    let threads = (0..<8).map { _ in Thread.start { for _ in 0..<5000 { counter.withLock { $0 += 1 } } } }
    for thread in threads { thread.join() }
    #expect(counter.withLock { $0 } == 40_000)
  }

  @Test func waitersSeeTheUpdate() {
    let mailbox = Monitor<[Int]>([])
    let reader = Monitor<[Int]>([])
    let thread = Thread.start {
      for _ in 0..<100 {
        let next = mailbox.wait { $0.isEmpty ? nil : $0.removeFirst() } ?? -1
        reader.update { $0.append(next) }
      }
    }
    for number in 0..<100 { mailbox.update { $0.append(number) } }
    thread.join()
    #expect(reader.withLock { $0 } == Array(0..<100))
  }

  @Test func everyWaiterWakes() {
    let gate = Monitor(false)
    let threads = (0..<5).map { _ in Thread.start { _ = gate.wait { $0 ? true : nil } } }
    gate.update { $0 = true }
    for thread in threads { thread.join() }
    #expect(gate.wait(until: .after(milliseconds: 0)) { $0 ? 1 : nil } == 1)
  }

  @Test func aPassedDeadlineGivesNil() {
    let value = Monitor(0)
    #expect(value.wait(until: .after(milliseconds: 5)) { $0 == 1 ? true : nil } == nil)
    #expect(value.wait(until: .after(milliseconds: -1)) { $0 == 0 ? true : nil } == true)
  }

  @Test func errorsUnlock() {
    struct Failure: Error {}
    let value = Monitor(0)
    #expect(throws: Failure.self) { try value.withLock { _ in throw Failure() } }
    #expect(throws: Failure.self) { try value.update { _ in throw Failure() } }
    #expect(value.withLock { $0 } == 0)
  }
}
