import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 15: signals") struct SignalConventionTests {
  /// The signal and the exit status that it gives.
  static let signals: [(number: Int32, status: Int32)] = [
    (SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGQUIT, 131),
  ]

  @Test(arguments: Example.waiting, signals)
  func aSignalEndsIt(_ example: Example, _ signal: (number: Int32, status: Int32)) throws {
    let scene = try Scene()
    let child = try scene.command(example).spawn(
      scene.arguments(example), input: .pipe, output: .null, error: .null)
    defer { close(child.standardInput) }
    #expect(child.waitUntilBlocked())
    child.signal(signal.number)
    let exit = child.wait(until: .after(milliseconds: 20_000))
    #expect(exit?.status == signal.status)
    if exit == nil { child.signalGroup(SIGKILL) }
    // Whatever was started is gone with it: nobody is left in its session.
    #expect(kill(-child.pid, 0) != 0)
  }
}

extension ChildProcess {
  /// Waits until the process has used no more processor time for a while: it waits for something.
  func waitUntilBlocked() -> Bool {
    var last = ""
    var still = 0
    for _ in 0..<1000 {
      let status = (try? Files.read("/proc/\(pid)/stat")).map { String(decoding: $0, as: UTF8.self) } ?? ""
      // After the name in parentheses: state, …, and as the 12th and 13th, user and system time.
      let fields = status.split(separator: ")").last?.split(separator: " ").map(String.init) ?? []
      guard fields.count > 13 else { return false }
      let now = fields[0] + fields[11] + fields[12]
      still = now == last && fields[0] == "S" ? still + 1 : 0
      if still == 8 { return true }
      last = now
      usleep(20_000)
    }
    return false
  }
}
