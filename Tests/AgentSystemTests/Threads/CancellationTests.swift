import AgentSystem
import Testing

struct CancellationTests {
  @Test("the first reason stays and handlers run once")
  func firstReason() {
    let cancellation = Cancellation()
    let seen = Monitor<[Cancellation.Reason]>([])
    cancellation.onCancel { reason in seen.update { $0.append(reason) } }
    #expect(!cancellation.isCancelled)
    cancellation.cancel(.signal(2))
    cancellation.cancel(.deadline)
    #expect(cancellation.reason == .signal(2))
    #expect(seen.withLock { $0 } == [.signal(2)])
  }

  @Test("only a signal that comes after makes it urgent")
  func urgency() {
    let cancellation = Cancellation()
    cancellation.cancel(.signal(2))
    cancellation.cancel(.deadline)
    #expect(!cancellation.isUrgent)
    cancellation.cancel(.signal(15))
    #expect(cancellation.isUrgent && cancellation.reason == .signal(2))
  }

  @Test("a handler that comes late is called at once")
  func lateHandler() {
    let cancellation = Cancellation()
    cancellation.cancel(.requested("enough"))
    let seen = Monitor<Cancellation.Reason?>(nil)
    cancellation.onCancel { reason in seen.update { $0 = reason } }
    #expect(seen.withLock { $0 } == .requested("enough"))
  }

  @Test func removedHandlersAreNotCalled() {
    let cancellation = Cancellation()
    let seen = Monitor(0)
    let token = cancellation.onCancel { _ in seen.update { $0 += 1 } }
    cancellation.onCancel { _ in seen.update { $0 += 10 } }
    cancellation.removeHandler(token)
    cancellation.cancel(.deadline)
    #expect(seen.withLock { $0 } == 10)
  }

  @Test("a handler may use the flag it is told of")
  func handlerLooksBack() {
    let cancellation = Cancellation()
    let seen = Monitor(false)
    cancellation.onCancel { _ in
      let raised = cancellation.isCancelled
      seen.update { $0 = raised }
    }
    cancellation.cancel(.deadline)
    #expect(seen.withLock { $0 })
  }

  @Test func sleepsUntilTheDeadlineOrTheFlag() {
    let cancellation = Cancellation()
    #expect(!cancellation.sleep(until: .after(milliseconds: 5)))
    let thread = Thread.start { cancellation.cancel(.deadline) }
    #expect(cancellation.sleep(until: .after(milliseconds: 60_000)))
    thread.join()
    #expect(cancellation.sleep(until: .after(milliseconds: -1)))
  }
}
