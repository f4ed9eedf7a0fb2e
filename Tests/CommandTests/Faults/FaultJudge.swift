import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Testing

/// Says whether what a disturbed command has left is the old state or the new one, and nothing else.
struct FaultJudge {
  let scenario: FaultScenario
  let fault: Fault
  let name: String
  let target: String
  let before: [String: [UInt8]]
  let result: BuiltCommand.Result

  private var isDone: Bool { result.status == 0 }

  mutating func look(at after: [String: [UInt8]], blobs: BlobStore, in folder: String) throws {
    for (id, bytes) in before where id != target {
      #expect(after[id] == bytes, "\(name): another session has changed")
    }
    let made = after.filter { before[$0.key] == nil }
    if case .creates = scenario.effect {} else { #expect(made.isEmpty, "\(name): \(made.keys)") }
    let old = before[target] ?? []
    switch scenario.effect {
    case .appends(let wanted):
      try checkAppended(wanted, to: old, in: after[target], "\(folder)/\(target).ndjson", blobs)
    case .creates(let count, let more):
      #expect(after[target] == old, "\(name): the session has changed")
      try checkMade(made, count, more, folder, blobs)
    case .deletes:
      #expect(after[target] == (isDone ? nil : after[target].map { _ in old }), "\(name)")
    case .archives:
      if isDone || after[target] != old { try checkArchived(after[target] ?? [], old, folder, blobs) }
    case .mends:
      if isDone || after[target] != old { try checkMended(old, folder, blobs) }
    }
  }

  private func records(_ path: String) throws -> [LogRecord] {
    var reader = try SessionReader(path: path)
    var records: [LogRecord] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }

  /// What a record is called in the scenario: its message or its type.
  private func key(_ record: LogRecord) -> String {
    record.json()?["message"]?.string ?? record.type ?? "?"
  }

  private func checkAppended(
    _ wanted: [String], to old: [UInt8], in now: [UInt8]?, _ path: String, _ blobs: BlobStore
  ) throws {
    let oldCount = try sound(old)
    let found = try records(path)
    let intact = found.filter(\.isIntact)
    #expect(intact.prefix(oldCount.count).map(\.bytes) == oldCount, "\(name): old events")
    let added = intact.dropFirst(oldCount.count).map(key)
    #expect(wanted.starts(with: added), "\(name): \(added)")
    if isDone { #expect(added == wanted, "\(name): \(added)") }
    #expect(intact.map(\.sequence) == (1...intact.count).map(Optional.some), "\(name): numbers")
    let acknowledged = result.values.compactMap { $0["type"] == "ack" ? $0["seq"]?.int : nil }
    let numbers = intact.dropFirst(oldCount.count).filter { key($0) != "session.repaired" }
      .compactMap(\.sequence)
    #expect(numbers.starts(with: acknowledged), "\(name): acknowledged \(acknowledged), there \(numbers)")
    if scenario.arguments[0] == "append", isDone { #expect(acknowledged == numbers, "\(name)") }
    // Only a process that was killed, or one that could not even cut off what it had begun, leaves half a line.
    let mayBeTorn = fault.action.kills || fault.isSticky || scenario.damage == .tornTail
    let problems = try LogCheck(path: path, blobs: blobs).problems
    let tolerated = problems.allSatisfy { if case .damaged = $0 { mayBeTorn && !isDone } else { false } }
    #expect(tolerated, "\(name): \(problems.map(\.text))")
    let isSoundBefore = found.prefix(intact.count).allSatisfy { $0.isIntact }
    #expect(isSoundBefore, "\(name): damage before the end")
  }

  private func sound(_ bytes: [UInt8]) throws -> [[UInt8]] {
    bytes.split(separator: 0x0a).filter { EventEncoder.isIntact($0) }.map(Array.init)
  }

  private func checkMade(
    _ made: [String: [UInt8]], _ count: Int, _ more: [String], _ folder: String, _ blobs: BlobStore
  ) throws {
    #expect(made.count <= 1, "\(name): \(made.keys)")
    if isDone { #expect(made.count == 1, "\(name)") }
    guard let id = made.keys.first else { return }
    let path = "\(folder)/\(id).ndjson"
    let found = try records(path)
    let mayBeTorn = fault.action.kills || fault.isSticky
    let problems = try LogCheck(path: path, blobs: blobs).problems
    #expect(problems.isEmpty || (mayBeTorn && !more.isEmpty && !isDone), "\(name): \(problems.map(\.text))")
    let intact = found.filter(\.isIntact)
    #expect(intact.count >= count, "\(name): \(intact.count) events")
    let added = intact.dropFirst(count).map(key)
    #expect(more.starts(with: added), "\(name): \(added)")
    if isDone { #expect(added == more, "\(name)") }
    if isDone, more.isEmpty { #expect(result.lines == [id], "\(name)") }
  }

  private func checkArchived(_ now: [UInt8], _ old: [UInt8], _ folder: String, _ blobs: BlobStore) throws {
    let path = "\(folder)/\(target).ndjson"
    let problems = try LogCheck(path: path, blobs: blobs).problems
    #expect(problems.isEmpty, "\(name): \(problems.map(\.text))")
    let found = try records(path)
    #expect(found.first?.eventType == .sessionArchived, "\(name)")
    let kept = found.dropFirst().map(\.bytes)
    let rest = try sound(old).suffix(2)
    #expect(kept == Array(rest), "\(name): \(kept.count) events kept")
  }

  private func checkMended(_ old: [UInt8], _ folder: String, _ blobs: BlobStore) throws {
    let problems = try LogCheck(path: "\(folder)/\(target).ndjson", blobs: blobs).problems
    #expect(problems.isEmpty, "\(name): \(problems.map(\.text))")
    #expect(try Files.read("\(folder)/\(target).ndjson.damaged") == old, "\(name): the damaged log")
  }
}
