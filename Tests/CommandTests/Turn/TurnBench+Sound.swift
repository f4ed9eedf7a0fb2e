import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// What must hold of every turn, however it went.
extension TurnBench {
  /// A key that no output may show.
  static let canary = "sk-canary-0123456789abcdef"

  /// Runs a turn with the canary for its key.
  func runWithKey(_ arguments: [String], timeout: Int = 60_000) throws -> BuiltCommand.Result {
    try command(["AGENT_API_KEY": Self.canary]).run(address + arguments, timeout: timeout)
  }

  /// Checks that the turn ended as it should: the status, one terminal event that says the same on standard
  /// output and in the log, a sound log, and no key anywhere.
  /// - Returns: the terminal event.
  @discardableResult
  func expectSoundEnd(
    _ result: BuiltCommand.Result, status: Int32, code: String? = nil, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSON {
    #expect(result.status == status, comment, sourceLocation: sourceLocation)
    let printed = result.values.filter(\.isTerminal)
    #expect(printed.count == 1, comment, sourceLocation: sourceLocation)
    #expect(result.values.last?.isTerminal == true, comment, sourceLocation: sourceLocation)
    let end = try expectSoundSession(comment, sourceLocation: sourceLocation)
    #expect(end["exit_code"]?.int == Int(status), comment, sourceLocation: sourceLocation)
    #expect(end["error"]?["code"]?.string == code, comment, sourceLocation: sourceLocation)
    #expect(printed.first?["seq"] == end["seq"], comment, sourceLocation: sourceLocation)
    #expect(!result.output.contains(Self.canary), comment, sourceLocation: sourceLocation)
    #expect(!result.errors.contains(Self.canary), comment, sourceLocation: sourceLocation)
    return end
  }

  /// Checks what lies in the runtime directory: as many ends as turns, sound logs, no key.
  /// - Returns: the last terminal event.
  @discardableResult
  func expectSoundSession(_ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation)
    throws -> JSON
  {
    let check = try session("fsck")
    #expect(check.status == 0, "\(comment?.rawValue ?? ""): \(check.output)", sourceLocation: sourceLocation)
    let grep = try BuiltCommand("/bin/grep", in: directory).run("-rqF", Self.canary, directory.runtime)
    #expect(grep.status == 1, comment, sourceLocation: sourceLocation)
    let events = try sessions().flatMap { try self.events($0) }
    #expect(
      events.filter { $0["type"] == "turn.started" }.count == events.filter(\.isTerminal).count, comment,
      sourceLocation: sourceLocation)
    return events.last(where: \.isTerminal) ?? .null
  }

  /// The calls that were carried out, by their ids.
  func executedCalls() throws -> [String] {
    try events().filter { $0["type"] == "item.started" }.compactMap { $0["item"]?["call_id"]?.string }
  }
}

extension TurnBench {
  /// The codes of the notices in the log, but for what every turn of root is told.
  func notices() throws -> [String] {
    try events().filter { $0["type"] == "notice" && $0["code"] != "root" }.compactMap { $0["code"]?.string }
  }
}

extension BuiltCommand.Result {
  /// The lines on standard error, but for what every turn of root is told.
  var tellingLines: [String] {
    errors.split(separator: "\n").map(String.init).filter { !$0.contains("are run by root") }
  }
}

extension JSON {
  /// Whether it is the last event of a turn.
  var isTerminal: Bool { ["turn.completed", "turn.failed"].contains(self["type"]?.string ?? "") }
}
