import AgentSystem
import AgentTesting
import Glibc
import Testing

struct SignalWatcherTests {
  @Test("signals become calls, also when only other threads run")
  func watches() throws {
    let child = try BuiltCommand("system-probe", in: TestDirectory()).spawn(["watch"])
    let output = Descriptor(owning: child.standardOutput)
    close(child.standardError)
    func line() throws -> String { String(decoding: try IO.read(output.raw), as: UTF8.self) }
    #expect(try line() == "ready\n")
    child.signal(SIGTERM)
    #expect(try line() == "signal 15\n")
    child.signal(SIGTERM)
    #expect(try line() == "signal 15\n")
    child.signal(SIGINT)
    #expect(try line() == "signal 2\n")
    #expect(child.wait() == .code(0))
  }

  @Test("a death by signal is seen as one", arguments: [SIGPIPE, SIGTERM, SIGINT, SIGKILL])
  func dies(signal: Int32) throws {
    let result = try BuiltCommand("system-probe", in: TestDirectory()).run("die", "\(signal)")
    #expect(result.exit == .signal(signal))
  }
}
