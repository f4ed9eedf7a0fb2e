import AgentCore
import AgentTools
import Testing

/// The tables of the pages say what the tables of the code say.
@Suite struct TableTests {
  @Test func exitStatus() throws {
    let rows = try Repository.page("agent-exit.7").items(of: "EXIT STATUS").map { [$0.names[0], $0.text] }
    #expect(rows == ExitStatus.allCases.map { ["\($0.rawValue)", $0.meaning] })
  }

  @Test func errorCodes() throws {
    let rows = try Repository.page("agent-exit.7").rows(of: "ERROR CODES")
    #expect(
      rows.map { Array($0.prefix(2)) } == ErrorCode.allCases.map { [$0.rawValue, "\($0.exitCode.rawValue)"] })
    #expect(rows.allSatisfy { $0.count == 3 && !$0[2].isEmpty })
  }

  @Test func eventTypes() throws {
    let rows = try Repository.page("agent-events.5").rows(of: "EVENT TYPES")
    #expect(
      rows.map { Array($0.prefix(2)) }
        == EventType.allCases.map { [$0.rawValue, $0.isDurable ? "yes" : "no"] })
  }

  @Test(arguments: EventType.allCases)
  func payload(type: EventType) throws {
    let items = try Repository.page("agent-events.5").items(of: "PAYLOADS")
    let item = try #require(items.first { $0.names.contains(type.rawValue) })
    for member in type.requiredPayload { #expect(item.members.contains(member.name)) }
  }

  @Test func payloadsOfNothingElse() throws {
    let named = try Repository.page("agent-events.5").items(of: "PAYLOADS").flatMap(\.names)
    #expect(Set(named) == Set(EventType.allCases.map(\.rawValue)))
  }

  @Test func hookPoints() throws {
    let items = try Repository.page("agent-hooks.5").items(of: "POINTS")
    #expect(items.map(\.names) == HookPoint.allCases.map { [$0.rawValue] })
    for (item, point) in zip(items, HookPoint.allCases) {
      #expect(item.text.lowercased().hasPrefix(point.summary.lowercased()), "\(item.text)")
      if let name = point.claudeName { #expect(item.text.contains(name)) }
    }
  }

  @Test func records() throws {
    let items = try Repository.page("agent-events.5").items(of: "RECORDS")
    #expect(Set(items.flatMap(\.names)) == Set(RecordType.allCases.map(\.rawValue)))
    for item in items {
      let type = try #require(RecordType(rawValue: item.names[0]))
      #expect(Array(item.members.prefix(type.requiredMembers.count)) == type.requiredMembers, "\(type)")
    }
  }
}
