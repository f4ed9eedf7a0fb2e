public import AgentSystem
import Glibc

/// Runs the executables of this build the way a user does: over real pipes, in a fresh runtime directory.
public struct BuiltCommand: Sendable {
  public struct Result: Sendable {
    public let exit: ChildProcess.Exit
    public let stdout: [UInt8]
    public let stderr: [UInt8]
    /// The exit code, or 128 + signal.
    public var status: Int32 { exit.status }
    public var output: String { String(decoding: stdout, as: UTF8.self) }
    public var errors: String { String(decoding: stderr, as: UTF8.self) }
    /// The lines of standard output, without the newline.
    public var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Where the executables are: `$AGENT_BIN_DIR`, else beside the test bundle that runs.
  public static let directory: String = {
    if let chosen = ProcessEnvironment.read()["AGENT_BIN_DIR"], !chosen.isEmpty { return chosen }
    return Path.parent((try? Path.resolved("/proc/self/exe")) ?? ".")
  }()

  public let name: String
  public let environment: [String: String]
  public let workingDirectory: String
  /// Held so that the directory lasts as long as the command that works in it.
  private let runtime: TestDirectory

  /// - Parameters:
  ///   - name: `agent-session`
  ///   - runtime: what AGENT_RUNTIME_DIR and HOME are derived from.
  ///   - environment: added to the bare environment every test starts from.
  public init(
    _ name: String, in runtime: TestDirectory, environment: [String: String] = [:],
    workingDirectory: String? = nil
  ) {
    self.name = name
    self.runtime = runtime
    var variables = [
      "PATH": "\(Self.directory):/usr/local/bin:/usr/bin:/bin", "HOME": runtime.home,
      "AGENT_RUNTIME_DIR": runtime.runtime, "LC_ALL": "C.UTF-8", "TZ": "UTC",
      "XDG_DATA_HOME": runtime.path("data"),
      // Without the static library the runtime would catch the signals of crashes, SIGQUIT among them.
      "SWIFT_BACKTRACE": "enable=no",
    ]
    variables.merge(environment) { $1 }
    self.environment = variables
    self.workingDirectory = workingDirectory ?? runtime.work
  }

  public var executable: String { name.contains("/") ? name : Path.join(Self.directory, name) }

  /// Starts the command with pipes on the streams that ask for them.
  public func spawn(
    _ arguments: [String], input: ChildProcess.Stream = .null, output: ChildProcess.Stream = .pipe,
    error: ChildProcess.Stream = .pipe
  ) throws -> ChildProcess {
    try ChildProcess.spawn(
      [executable] + arguments, environment: environment, directory: workingDirectory, input: input,
      output: output, error: error)
  }

  /// Runs the command to its end, `stdin` on a pipe (nil: /dev/null), and gathers what it prints. It is
  /// killed, and the result says signal 9, after `timeout` milliseconds.
  public func run(_ arguments: String..., stdin: [UInt8]? = nil, timeout: Int = 60_000) throws -> Result {
    try run(arguments, stdin: stdin, timeout: timeout)
  }

  public func run(_ arguments: [String], stdin: [UInt8]? = nil, timeout: Int = 60_000) throws -> Result {
    let child = try spawn(arguments, input: stdin == nil ? .null : .pipe)
    let gathered = Monitor((out: [UInt8](), err: [UInt8](), hasEnded: false))
    let (out, err, input) = (child.standardOutput, child.standardError, child.standardInput)
    let readers = [
      Thread.start {
        let bytes = Self.read(out) { gathered.withLock { $0.hasEnded } }
        gathered.update { $0.out = bytes }
      },
      Thread.start {
        let bytes = Self.read(err) { gathered.withLock { $0.hasEnded } }
        gathered.update { $0.err = bytes }
      },
    ]
    if let stdin {
      Thread.start {
        // The command may well end before it has read everything.
        signal(SIGPIPE, SIG_IGN)
        try? IO.writeAll(input, stdin)
        close(input)
      }.detach()
    }
    var exit = child.wait(until: .after(milliseconds: timeout))
    if exit == nil {
      child.signalGroup(SIGKILL)
      exit = child.wait()
    }
    gathered.update { $0.hasEnded = true }
    for reader in readers { reader.join() }
    close(out)
    close(err)
    let all = gathered.withLock { $0 }
    return Result(exit: exit ?? .signal(SIGKILL), stdout: all.out, stderr: all.err)
  }

  /// Reads to the end of a pipe; once the command `hasEnded`, only what is there: something it left behind may
  /// hold the pipe open for ever.
  private static func read(_ fd: Int32, until hasEnded: () -> Bool) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let isLast = hasEnded()
      if IO.poll(fd, for: POLLIN, timeout: isLast ? 0 : 20) == 0 {
        if isLast { return all }
        continue
      }
      guard let chunk = try? IO.read(fd), !chunk.isEmpty else { return all }
      all += chunk
    }
  }
}
