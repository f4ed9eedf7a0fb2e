import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Testing

/// The state before, made once, and a copy of it for each run.
final class FaultBench {
  let scenario: FaultScenario
  private let directory = TestDirectory()
  private let template: String
  private(set) var target = ""
  private(set) var other = ""
  private var before: [String: [UInt8]] = [:]
  private var damaged = 0

  /// Events in the log of `target`.
  static let targetEvents = 9

  var runtime: String { directory.runtime }
  var report: String { directory.path("report") }
  var counted: String { directory.path("counted") }
  private var sessionsFolder: String { "\(runtime)/sessions" }

  init(_ scenario: FaultScenario) throws {
    self.scenario = scenario
    template = directory.path("template")
    target = try #require(try undisturbed("new", "--title", "target").lines.first)
    other = try #require(try undisturbed("new", "--title", "other").lines.first)
    let events =
      SessionTool.turn + [
        #"{"type":"input.queued","id":"q1","text":"later"}"#, #"{"type":"input.taken","id":"q1"}"#,
        #"{"type":"compaction.completed","after_tokens":5,"item":{"type":"message","text":"sum"}}"#,
        SessionTool.note("kept"),
      ]
    _ = try run(["append", target], input: events.joined(separator: "\n"))
    try directory.write(
      "seed.json",
      #"[{"type":"user_message","content":"hi"},{"type":"assistant_message","content":"hello"}]"#)
    var copy = try Files.read(log(target))
    if scenario.arguments.contains("EXPORTED") {
      // The same log under an id that is free.
      let free = try run(["fork", target]).lines[0]
      copy = try Files.read(log(free))
      _ = try run(["delete", "--yes", free])
    }
    try directory.write("exported.ndjson", copy)
    try damage()
    // Derived, and made by most commands.
    _ = try undisturbed("list")
    try shell("cp", "-a", runtime, template)
    before = try logs()
  }

  private func damage() throws {
    var bytes = try Files.read(log(target))
    switch scenario.damage {
    case .none: return
    case .tornTail: bytes += Array(#"{"type":"notice","v":1,"se"#.utf8)
    case .flippedBit: bytes[bytes.count / 2] ^= 4
    }
    try Files.replace(log(target), with: bytes)
  }

  private func log(_ id: String) -> String { "\(sessionsFolder)/\(id).ndjson" }

  private func shell(_ words: String...) throws {
    let child = try ChildProcess.spawn(["/usr/bin/env"] + words, environment: ["PATH": "/usr/bin:/bin"])
    #expect(child.wait() == .code(0))
  }

  /// The bytes of all logs by id.
  private func logs() throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for name in try Files.list(sessionsFolder) where name.hasSuffix(".ndjson") {
      found[String(name.dropLast(7))] = try Files.read("\(sessionsFolder)/\(name)")
    }
    return found
  }

  private func run(_ arguments: [String], input: String? = nil, _ environment: [String: String] = [:]) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand("agent-session", in: directory, environment: environment).run(
      arguments, stdin: input.map { Array($0.utf8) })
  }

  private func undisturbed(_ arguments: String...) throws -> BuiltCommand.Result { try run(arguments) }

  private var arguments: [String] {
    scenario.arguments.map {
      switch $0 {
      case "TARGET": target
      case "EXPORTED": directory.path("exported.ndjson")
      case "SEED": directory.path("seed.json")
      default: $0
      }
    }
  }

  /// Puts the state before back.
  private func reset() throws {
    try shell("rm", "-rf", runtime, report, counted)
    try shell("cp", "-a", template, runtime)
  }

  /// How many calls there are that such a fault could hit.
  func countPoints(_ kind: Fault) throws -> Int {
    try reset()
    var fault = kind
    fault.at = 1_000_000
    var environment = try fault.environment(files: directory.root, report: report)
    environment["FAULT_COUNT"] = counted
    let result = try run(arguments, input: scenario.input, environment)
    #expect(result.status == 0, "\(scenario.name) undisturbed: \(result.errors)")
    return Int(try directory.read("counted")) ?? 0
  }

  /// What strace(1) has seen of the command.
  func trace() throws -> String {
    try reset()
    let tool = BuiltCommand("agent-session", in: directory)
    let result = try BuiltCommand("/usr/bin/strace", in: directory).run(
      SyncOrder.strace(to: report) + [tool.executable] + arguments,
      stdin: scenario.input.map { Array($0.utf8) })
    #expect(result.status == 0, "\(scenario.name): \(result.errors)")
    return try directory.read("report")
  }

  /// Runs the command with a fault and looks at what it has left.
  /// - Returns: false when the fault found no call.
  func check(_ fault: Fault) throws -> Bool {
    try reset()
    let result = try run(
      arguments, input: scenario.input, fault.environment(files: directory.root, report: report))
    let hit = (try? directory.read("report")) ?? ""
    let name = "\(scenario.name): \(fault): \(hit.split(separator: "\n").first ?? "")"
    checkEnd(result, fault, name)
    var judge = FaultJudge(
      scenario: scenario, fault: fault, name: name, target: target, before: before, result: result)
    try judge.look(at: logs(), blobs: BlobStore(directory.runtimeDirectory), in: sessionsFolder)
    try checkNext(fault, name)
    return !hit.isEmpty
  }

  /// 0, or 74 with one line that names what it is about; a kill is a kill.
  private func checkEnd(_ result: BuiltCommand.Result, _ fault: Fault, _ name: String) {
    if fault.action.kills, result.exit == .signal(9) { return }
    if result.status == 0 { return }
    #expect(
      result.status == 74 && !fault.action.isHarmless && !fault.action.kills,
      "\(name): status \(result.status): \(result.errors)")
    let lines = result.errorLines
    #expect(lines.count == 1, "\(name): \(result.errors)")
    let verb = "agent-session: \(scenario.arguments[0]): "
    let objects = [directory.root, target, "standard input", "standard output"]
    // A session that is made has a name that nobody knew before.
    let made = #/\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{4}:/#
    #expect(
      lines.allSatisfy { line in
        line.hasPrefix(verb) && (objects.contains { line.contains($0) } || line.contains(made))
      },
      "\(name): \(result.errors)")
  }

  /// The same again without a fault, and a look at everything.
  private func checkNext(_ fault: Fault, _ name: String) throws {
    let wasDone = !Files.exists(log(target))
    let next = try run(arguments, input: scenario.input)
    #expect(next.status == (wasDone ? 66 : 0), "\(name): then: \(next.errors)")
    if !wasDone, case .deletes = scenario.effect { #expect(!Files.exists(log(target)), "\(name)") }
    let check = try undisturbed("fsck")
    #expect(check.status == 0, "\(name): then: \(check.output)\(check.errors)")
    let leftovers = try Files.list(sessionsFolder).filter { $0.contains(Files.temporaryMark) }
    let mayLeave = fault.action.kills || fault.isSticky
    #expect(mayLeave || leftovers.isEmpty, "\(name): \(leftovers)")
    #expect(!leftovers.contains { $0.hasPrefix(target) }, "\(name): \(leftovers)")
  }
}
