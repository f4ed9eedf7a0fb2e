import AgentSystem
import Glibc
import Testing

struct SystemErrorTests {
  @Test func saysWhichCallOnWhatAndWhy() {
    #expect(SystemError("open", "/x", number: ENOENT).description == "open: /x: No such file or directory")
    #expect(SystemError("pipe2", number: EMFILE).description == "pipe2: Too many open files")
    #expect(SystemError("x", number: 9999).reason == "unknown error")
  }

  @Test func takesErrno() {
    errno = EACCES
    #expect(SystemError("open", "/x") == SystemError("open", "/x", number: EACCES))
  }

  @Test func retriesInterruptedCalls() throws {
    var calls = 0
    let result = try retryingInterrupts("read") { () -> Int in
      calls += 1
      errno = EINTR
      return calls < 3 ? -1 : 7
    }
    #expect(result == 7)
    #expect(calls == 3)
    #expect(throws: SystemError("read", "f", number: EIO)) {
      try retryingInterrupts("read", "f") { () -> Int in
        errno = EIO
        return -1
      }
    }
  }
}
