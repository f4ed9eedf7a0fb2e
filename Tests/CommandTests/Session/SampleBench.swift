import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The samples for desktops and terminals, run by the programs that they are for: a session whose last turn failed,
/// and a service that is started and stopped by a script in the place of agent-serve.
final class SampleBench: Sendable {
  static let samples = Checkout.path("Sources/SessionCommand/Resources/samples")

  let directory: TestDirectory
  let environment: [String: String]
  private let children = Monitor([ChildProcess]())

  init(_ directory: TestDirectory = TestDirectory()) throws {
    self.directory = directory
    environment = [
      "PATH": "\(directory.path("programs")):\(BuiltCommand.directory):/usr/local/bin:/usr/bin:/bin",
      "TERM": "xterm-256color", "SHELL": "/bin/sh", "DISPLAY": "", "DBUS_SESSION_BUS_ADDRESS": "",
      "XDG_RUNTIME_DIR": directory.path("work"),
    ]
    try directory.write(
      "programs/agent-serve",
      #"""
      #!/bin/sh
      case $1 in
        status) [ -e "$HOME/served" ] ;;
        start) : >"$HOME/served"; echo start >>"$HOME/calls" ;;
        stop) rm "$HOME/served"; echo stop >>"$HOME/calls" ;;
      esac
      """#, mode: 0o755)
  }

  deinit {
    for child in children.withLock({ $0 }) {
      child.signalGroup(SIGKILL)
      _ = child.wait()
    }
  }

  static func has(_ programs: String...) -> Bool {
    programs.allSatisfy { ChildProcess.find($0, path: nil) != nil }
  }

  /// A session with a title that markup, shells and separators would read in their own ways.
  func makeSession(title: String = "a <b> & #1 !x|y") throws -> String {
    let session = BuiltCommand("agent-session", in: directory)
    let id = try session.run("new", "--title", title).lines.first ?? ""
    let events = [
      #"{"type":"turn.started","turn_id":"t1","origin":"cli","input":[]}"#,
      #"{"type":"thread.started","thread_id":"x","model":"m#1","limits":{"context_tokens":1000}}"#,
      #"{"type":"request.completed","req":1,"status":200,"usage":{"input_tokens":100,"output_tokens":20}}"#,
      #"{"type":"turn.failed","error":{"code":"internal","message":"x"},"exit_code":70}"#,
    ].map { $0 + "\n" }.joined()
    #expect(try session.run("append", id, stdin: Array(events.utf8)).status == 0)
    return id
  }

  /// Runs a script of sh to its end.
  @discardableResult
  func shell(_ script: String, _ more: [String: String] = [:]) throws -> BuiltCommand.Result {
    try BuiltCommand("/bin/sh", in: directory, environment: environment.merging(more) { $1 }).run(
      "-c", script)
  }

  /// Starts something that runs until the end of the test.
  @discardableResult
  func start(_ arguments: [String], _ more: [String: String] = [:], input: ChildProcess.Stream = .null) throws
    -> ChildProcess
  {
    let child = try BuiltCommand("/usr/bin/env", in: directory, environment: environment.merging(more) { $1 })
      .spawn(arguments, input: input, output: .null, error: .null)
    children.withLock { $0.append(child) }
    return child
  }

  /// A display of its own, and its name.
  func display() throws -> String {
    let file = directory.path("display")
    try start([
      "/bin/sh", "-c", "exec Xvfb -displayfd 3 -screen 0 640x480x8 -nolisten tcp 3>'\(file)'",
    ])
    var name = ""
    #expect(
      wait {
        name = (try? directory.read("display")) ?? ""
        return name.hasSuffix("\n")
      }, "no display")
    return ":\(name.dropLast())"
  }

  /// What agent-serve was told to do.
  var calls: [String] { ((try? directory.read("home/calls")) ?? "").split(separator: "\n").map(String.init) }

  /// Waits until something is so.
  func wait(until isSo: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<800 {
      if try isSo() { return true }
      usleep(25_000)
    }
    return false
  }
}
