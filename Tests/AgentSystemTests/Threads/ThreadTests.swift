import AgentSystem
import Glibc
import Testing

struct ThreadTests {
  @Test func runsOnAnotherThread() {
    let caller = pthread_self()
    let other = Monitor(false)
    Thread.start {
      let isOther = pthread_equal(pthread_self(), caller) == 0
      other.update { $0 = isOther }
    }.join()
    #expect(other.withLock { $0 })
  }

  @Test func detachedThreadsRunToo() {
    let done = Monitor(false)
    Thread.start { done.update { $0 = true } }.detach()
    #expect(done.wait(until: .after(milliseconds: 60_000)) { $0 ? true : nil } == true)
  }
}
