import AgentCore
import AgentJSON
import AgentMemory
import AgentSession
import AgentStore
import AgentSystem
import AgentTime
import AgentTesting
import AgentWake
import Glibc

/// What the examples are tried in: a runtime directory with two sessions, memories and settings, documents of
/// several kinds, and a model server. Each test has one of its own.
final class Scene: Sendable {
  let directory = TestDirectory()
  /// The session of the title `build`, used last, and the one before it.
  let session: String
  let other: String
  let blob: String
  let damaged: String
  private let server: ScriptedModelServer
  private let silent: ScriptedModelServer

  static let document = "# Title\n\nSome text, 1.5 metres of it.\n"

  init() throws {
    server = try ScriptedModelServer { request, _ in
      // An endpoint that answers, but with no list of models.
      if request.path.hasPrefix("/other") { return .status(200, body: "{}") }
      return request.path.hasSuffix("/models")
        ? .status(200, body: #"{"object":"list","data":[{"id":"scripted"}]}"#) : .text("Good day.")
    }
    silent = try ScriptedModelServer(then: ScriptedReply.text("never").silent)
    let runtime = directory.runtimeDirectory
    try runtime.prepare(.live, .logs)
    try directory.write("runtime/agent_config.json", Self.settings + "\n")
    let store = SessionStore(runtime)
    // Events of the same moment leave the order to the ids.
    damaged = "20260102T030405.678Z-000a"
    other = "20260102T030405.678Z-000b"
    session = "20260102T030405.678Z-000c"
    for (id, title) in [(damaged, "damaged"), (other, "other"), (session, "build")] {
      try store.create(id: id, title: title, workingDirectory: directory.work)
    }
    try SessionLog(damaged, store: store).append(Self.turn(asking: "Is it there?", answer: "No."), turn: 1)
    try SessionLog(other, store: store).append(Self.turn(asking: "Where?", answer: "Here."), turn: 1)
    try SessionLog(session, store: store)
      .append(Self.turn(asking: "What is new?", answer: "Nothing much\u{1b}[31m."), turn: 1)
    blob = try BlobStore(runtime).put(Array("long text\n".utf8))
    try Self.damage(store.path(damaged))
    try Self.remember(in: runtime)
    try Self.schedule(in: runtime, server)
    try directory.write("document.md", Self.document)
    try directory.write("memories.ndjson", #"{"type":"memory","id":"m-third","text":"Third."}"# + "\n")
    try directory.write("runtime/planner.json", Self.plans, mode: 0o600)
    try directory.write(
      "plans.ndjson", #"{"type":"todo","plan":"other","index":1,"title":"a","state":"open"}"# + "\n")
    try directory.write("readable", "key\n", mode: 0o644)
    try directory.write("folder/a.md", "# A\n")
    try directory.write("folder/b.txt", "b\n")
    try directory.write("project/.agent/tools/hello", "#!/bin/sh\n# @describe hello\n", mode: 0o700)
    try directory.write("binary", [0x7f, 0x45, 0x4c, 0x46] + [UInt8](repeating: 0, count: 200))
    try directory.write("export.ndjson", try Files.read(store.path(session)))
    mkfifo(directory.path("fifo"), 0o600)
  }

  /// A model, and an MCP server that no turn starts.
  private static let settings = JSON.object([
    "model": "scripted",
    "mcp_servers": [
      "fake": [
        "command": "/usr/bin/python3", "enabled": false,
        "args": [.string(Checkout.path("Tests/Peers/fake_server.py")), "modern"],
      ]
    ],
  ]).prettyText

  /// A plan, half of it done.
  private static let plans = #"""
    {"type":"planner","todos":[{"name":"release","entries":[
      {"title":"run the tests\u001b[31m","description":"","done_state":true},
      {"title":"write the notes","description":"for users","done_state":false}]}]}

    """#

  /// Two memories, one of them deleted.
  private static func remember(in runtime: RuntimeDirectory) throws {
    let store = try MemoryStore.write(runtime, clock: .system)
    var first = MemoryAddition(text: "The staging host is stage-2\u{1b}[31m.")
    first.id = "m-first"
    var second = MemoryAddition(text: "Ann likes tea.")
    second.id = "m-second"
    try store.change {
      _ = try store.add([first, second], scope: "global")
      try store.delete(store.resolve("m-second"))
    }
  }

  /// Two wakeups, one of which rests, and a slot that waits for somebody long ago.
  private static func schedule(in runtime: RuntimeDirectory, _ server: ScriptedModelServer) throws {
    let time = Timestamp(milliseconds: 1_768_000_000_000)
    let store = try WakeStore.write(runtime, clock: Clock { time }, zones: ZoneDirectory())
    let schedule = Schedule(.every(period: 86_400_000, from: Timestamp(milliseconds: 4_000_000_000_000)))
    for (id, state) in [("wfirst", Wakeup.State.active), ("wrests", .disabled)] {
      var wakeup = Wakeup(id: id, prompt: "Is it done?\u{1b}[31m", schedule: schedule, at: time)
      wakeup.state = state
      wakeup.turn.provider = "chat"
      wakeup.turn.baseURL = server.baseURL
      wakeup.slot = try store.firstSlot(of: schedule, from: time)
      try store.database.write { try store.insert(wakeup) }
    }
    if let begun = try store.begin(store.enlistNow("wfirst")) {
      _ = try store.finish(begun.row, .done(session: nil))
    }
  }

  private static func turn(asking question: String, answer: String) -> [Event] {
    [
      Event(
        .turnStarted,
        [
          "turn_id": "t1", "origin": "cli",
          "input": [["type": "message", "role": "user", "content": .string(question)]],
        ]),
      Event(
        .itemCompleted, ["item": ["id": "i1", "type": "agent_message", "text": .string(answer)]]),
      Event(.turnCompleted, ["exit_code": 0]),
    ]
  }

  /// Flips a bit in the middle of a log.
  private static func damage(_ path: String) throws {
    var bytes = try Files.read(path)
    bytes[bytes.count / 2] ^= 4
    // Lists are in the order of the last event, and this is none.
    try Files.replace(path, with: bytes, modified: try Files.status(path)?.st_mtim)
  }

  // MARK: - Running

  /// The command line of an example, with what its words in braces stand for.
  func arguments(_ example: Example) -> [String] { example.words.map(fill) }

  private func fill(_ word: String) -> String {
    guard let open = word.firstIndex(of: "{"), let close = word.firstIndex(of: "}") else { return word }
    let name = String(word[word.index(after: open)..<close])
    return word[..<open] + value(name) + word[word.index(after: close)...]
  }

  private func value(_ name: String) -> String {
    switch name {
    case "session": session
    case "other": other
    case "damaged": damaged
    case "blob": blob
    case "server": server.baseURL
    case "silent": silent.baseURL
    case "nomodels": server.origin + "/other"
    // Nobody listens on the discard port of a test machine.
    case "refused": "http://127.0.0.1:9/v1"
    case "document": directory.path("document.md")
    case "export": directory.path("export.ndjson")
    case "exported": (try? directory.read("export.ndjson")) ?? ""
    default: directory.path(name)
    }
  }

  /// The base URL of the model server.
  var serverURL: String { server.baseURL }

  /// A text without what differs from scene to scene.
  func neutral(_ text: String) -> String {
    var text = text
    for (name, place) in [
      (session, "SESSION"), (other, "OTHER"), (damaged, "DAMAGED"), (directory.root, "DIRECTORY"),
      (server.origin, "SERVER"), (silent.origin, "SILENT"),
    ] { text = text.replacing(name, with: place) }
    return text
  }

  func input(_ example: Example) -> [UInt8]? {
    example.input.map { Array(($0 == "{exported}" ? value("exported") : $0).utf8) }
  }

  func command(_ example: Example, _ environment: [String: String] = [:]) -> BuiltCommand {
    BuiltCommand(example.command, in: directory, environment: environment)
  }

  /// Runs an example with further options.
  func run(_ example: Example, _ more: [String] = [], environment: [String: String] = [:]) throws
    -> BuiltCommand.Result
  {
    try command(example, environment).run(arguments(example) + more, stdin: input(example))
  }

  /// Runs a script of bash in which `"$@"` is the example; its input is that of the example.
  func shell(
    _ script: String, _ example: Example, _ more: [String] = [], environment: [String: String] = [:]
  ) throws -> BuiltCommand.Result {
    try BuiltCommand("/bin/bash", in: directory, environment: environment).run(
      ["-c", script, "bash", command(example).executable] + arguments(example) + more, stdin: input(example))
  }

  /// Runs a script of bash in which the commands are in PATH.
  func shell(_ script: String, stdin: [UInt8]? = nil, environment: [String: String] = [:]) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand("/bin/bash", in: directory, environment: environment).run(
      ["-c", script], stdin: stdin, timeout: 120_000)
  }

  // MARK: - Looking

  /// Everything below a directory by path: kind, mode and contents. What is derived (`cache/`, and what
  /// SQLite's readers share) is left out.
  func tree(_ name: String = "") throws -> [String: String] {
    var tree: [String: String] = [:]
    try add(directory.path(name), to: &tree)
    return tree
  }

  private func add(_ path: String, to tree: inout [String: String]) throws {
    if path == directory.runtimeDirectory.folder(.cache) || path.hasSuffix(".db-shm") { return }
    guard let status = try Files.status(path, followLinks: false) else { return }
    let kind = status.st_mode & S_IFMT
    var entry = String(status.st_mode, radix: 8)
    if kind == S_IFREG {
      entry += " \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) " + SHA256.hexDigest(try Files.read(path))
    }
    tree[path] = entry
    guard kind == S_IFDIR else { return }
    for name in try Files.list(path) { try add("\(path)/\(name)", to: &tree) }
  }
}
