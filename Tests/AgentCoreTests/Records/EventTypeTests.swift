import AgentCore
import AgentJSON
import Testing

struct EventTypeTests {
  @Test("the table of section 3 of the contract")
  func durability() {
    let passing: Set<EventType> = [
      .requestStarted, .itemUpdated, .itemDelta, .compactionStarted, .limitWarning,
    ]
    for type in EventType.allCases { #expect(type.isDurable == !passing.contains(type), "\(type)") }
  }

  @Test("a payload of nothing lacks what is required first", arguments: EventType.allCases)
  func requiredMembers(type: EventType) {
    #expect(type.missingMember(in: [:])?.name == type.requiredPayload.first?.name)
    for member in type.requiredPayload {
      let types: Set = ["string", "integer", "object", "array"]
      #expect(types.contains(member.type))
    }
  }

  @Test func membersOfAnotherTypeAreMissingToo() {
    #expect(EventType.notice.missingMember(in: ["level": "info", "code": "x", "message": "y"]) == nil)
    #expect(EventType.notice.missingMember(in: ["level": "info", "code": 7, "message": "y"])?.name == "code")
    #expect(EventType.turnFailed.missingMember(in: ["error": [:], "exit_code": 1.5])?.name == "exit_code")
    #expect(EventType.turnFailed.missingMember(in: ["error": [:], "exit_code": 1]) == nil)
    #expect(EventType.sessionCreated.missingMember(in: [:]) == nil)
  }
}
