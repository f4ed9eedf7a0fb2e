import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent-turn` in a directory of a test's own, and the scripted server that it asks.
struct TurnBench {
  static let dialects = ["responses", "chat"]

  let directory = TestDirectory()
  let server: ScriptedModelServer
  let dialect: String

  init(
    _ replies: [ScriptedReply] = [], then rest: ScriptedReply = .text("done"), dialect: String = "responses"
  )
    throws
  {
    self.dialect = dialect
    server = try ScriptedModelServer(replies, then: rest)
  }

  /// - Parameter respond: is given the request and its number, from 0; it may wait.
  init(_ respond: @escaping @Sendable (ScriptedRequest, Int) -> ScriptedReply) throws {
    dialect = "responses"
    server = try ScriptedModelServer(respond)
  }

  /// Offers the model a tool `slow` that says in the file `started` who it is, and does not end by itself.
  /// - Returns: the environment to run with.
  func slowTool(effects: String = "read") throws -> [String: String] {
    let script = try directory.write(
      "slow",
      "#!/bin/sh\ntrap '' TERM INT\necho $$ > \(directory.path("started.tmp"))\n"
        + "mv \(directory.path("started.tmp")) \(directory.path("started"))\nwhile :; do sleep 1; done\n",
      mode: 0o700)
    try directory.write(
      "share/Test/Resources/tools/slow.tool.json",
      #"{"name":"slow","description":"slow","side_effects":"\#(effects)","confine":"none","exec":["\#(script)"]}"#
    )
    return ["AGENT_SHARE_DIR": directory.path("share")]
  }

  /// The process of the tool `slow`, once it runs.
  func slowProcess() throws -> Int32 {
    for _ in 0..<800 {
      if let text = try? directory.read("started"), let pid = Int32(text.dropLast()) { return pid }
      usleep(25_000)
    }
    throw AgentError(.internalError, "the tool was not started")
  }

  /// The options that lead to the server.
  var address: [String] { ["--provider", dialect, "--base-url", server.baseURL, "-m", "scripted"] }

  func command(_ environment: [String: String] = [:]) -> BuiltCommand {
    BuiltCommand("agent-turn", in: directory, environment: environment)
  }

  func run(_ arguments: String..., stdin: String? = nil) throws -> BuiltCommand.Result {
    try run(arguments, stdin: stdin)
  }

  func run(_ arguments: [String], stdin: String? = nil) throws -> BuiltCommand.Result {
    try command().run(address + arguments, stdin: stdin.map { Array($0.utf8) })
  }

  /// Runs a line of shell with `$turn` for the command and its address.
  func shell(_ script: String) throws -> BuiltCommand.Result {
    let turn = (["agent-turn"] + address).joined(separator: " ")
    return try BuiltCommand("/bin/bash", in: directory, environment: ["turn": turn]).run("-c", script)
  }

  func session(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-session", in: directory).run(arguments)
  }

  /// The sessions that are there, oldest first.
  func sessions() -> [String] {
    // A killed process may have left a temporary file.
    ((try? Files.list("\(directory.runtime)/sessions")) ?? []).filter { $0.hasSuffix(".ndjson") }
      .map { String($0.dropLast(7)) }.filter { !$0.contains(".tmp") }
  }

  /// The lines of a session's log.
  func log(_ id: String? = nil) throws -> [String] {
    let id = try #require(id ?? sessions().first)
    return try directory.read("runtime/sessions/\(id).ndjson").split(separator: "\n").map(String.init)
  }

  func events(_ id: String? = nil) throws -> [JSON] { try log(id).map { try JSON(parsing: $0) } }

  /// The one terminal event of the newest turn.
  func terminal(_ id: String? = nil) throws -> JSON {
    let events = try events(id)
    let begun = events.filter { $0["type"] == "turn.started" }.count
    let ends = events.filter { ["turn.completed", "turn.failed"].contains($0["type"]?.string ?? "") }
    #expect(ends.count == begun)
    return try #require(ends.last)
  }

  /// Starts a turn without waiting for its end; its streams are dropped.
  func start(_ arguments: [String], input: ChildProcess.Stream = .null) throws -> ChildProcess {
    try command().spawn(address + arguments, input: input, output: .null, error: .null)
  }

  /// Waits until the log of the only session has an event of that type.
  func waitForEvent(_ type: String) -> Bool {
    for _ in 0..<800 {
      if let id = sessions().first, let events = try? events(id),
        events.contains(where: { $0["type"]?.string == type })
      {
        return true
      }
      usleep(25_000)
    }
    return false
  }
}

extension ChildProcess {
  /// Waits until the process has taken `signal` over (it waits for it with the signal blocked).
  func waitUntilWatching(_ signal: Int32) -> Bool {
    for _ in 0..<800 {
      let status = String(decoding: (try? Files.read("/proc/\(pid)/status")) ?? [], as: UTF8.self)
      let line = status.split(separator: "\n").first { $0.hasPrefix("SigBlk:") }
      if let mask = line.flatMap({ UInt64($0.dropFirst(7).drop { $0 == "\t" }, radix: 16) }),
        mask >> (signal - 1) & 1 == 1
      {
        return true
      }
      usleep(25_000)
    }
    return false
  }

  /// Its end, or nil when it does not come; then it is killed.
  func end(within milliseconds: Int = 20_000) -> Exit? {
    if let exit = wait(until: .after(milliseconds: milliseconds)) { return exit }
    signalGroup(SIGKILL)
    _ = wait()
    return nil
  }
}

/// Something that is waited for until it is opened.
final class Gate: Sendable {
  private let isOpen = Monitor(false)
  func open() { isOpen.update { $0 = true } }
  func wait() { _ = isOpen.wait(until: .after(milliseconds: 30_000)) { $0 ? true : nil } }
}

/// Whether a process runs; one that has ended and was not waited for does not.
func isRunning(_ pid: Int32) -> Bool {
  guard let stat = try? Files.read("/proc/\(pid)/stat") else { return false }
  return !String(decoding: stat, as: UTF8.self).contains(") Z ")
}
