import AgentJSON
import AgentSystem
import Testing

@testable import AgentTools

@Suite struct HookReplyTests {
  func reply(
    _ code: Int32?, _ output: String = "", errors: String = "", at point: HookPoint = .toolCallBefore,
    closed: Bool = false
  ) -> HookReply {
    var settings = HookSettings()
    settings.failsClosed = closed
    let ending: BoundedRun.Ending = code.map { .exited(.code($0)) } ?? .timedOut
    return HookReply(
      ending, output: output, errors: errors, of: Hook(name: "10-x", path: "/x", settings: settings),
      at: point)
  }

  @Test(arguments: [
    (HookPoint.toolCallBefore, true), (.messageSubmitBefore, true), (.turnStop, true),
    (.approvalRequest, true),
    (.toolCallAfter, false), (.turnAfter, false), (.sessionCreated, false),
  ])
  func status2IsANoWhereThatMeansSomething(_ point: HookPoint, _ isVeto: Bool) {
    let said = reply(2, errors: "not on a Friday\n", at: point)
    #expect((said.veto == "not on a Friday") == isVeto)
    let isTold = said.context == "not on a Friday" || said.notice?.contains("not on a Friday") == true
    #expect(isTold == !isVeto)
  }

  @Test func aNoWithoutWordsNamesTheHook() {
    #expect(reply(2).veto?.contains("10-x") == true)
    #expect(reply(2, "on standard output").veto == "on standard output")
  }

  @Test(arguments: [Optional<Int32>(1), 3, 127, nil])
  func whatFailsIsANoticeOrANo(_ code: Int32?) {
    let open = reply(code, errors: "broken\nmore")
    #expect(open.veto == nil && open.notice?.contains("10-x") == true)
    let closed = reply(code, errors: "broken", closed: true)
    #expect(closed.notice == nil && closed.veto?.contains("10-x") == true)
  }

  @Test(arguments: [
    (HookPoint.messageSubmitBefore, true), (.sessionLoaded, true), (.toolCallAfter, true),
    (.contextBuildAfter, true), (.toolCallBefore, false), (.turnBefore, false), (.turnAfter, false),
  ])
  func plainWordsAreContextWhereThePointTakesThem(_ point: HookPoint, _ isContext: Bool) {
    #expect((reply(0, "words\n", at: point).context == "words") == isContext)
    #expect(reply(0, "  \n", at: point).context == nil)
  }

  @Test func wordsAreBounded() {
    let long = reply(0, String(repeating: "word\n", count: 100_000), at: .toolCallAfter)
    #expect((long.context?.utf8.count ?? .max) < HookReply.contextLimit + 1000)
  }

  @Test(arguments: [
    (#"{"decision":"block","reason":"r"}"#, "veto"), (#"{"decision":"approve"}"#, "allow"),
    (#"{"permissionDecision":"deny","permissionDecisionReason":"r"}"#, "veto"),
    (#"{"hookSpecificOutput":{"permissionDecision":"deny","permissionDecisionReason":"r"}}"#, "veto"),
    (#"{"hookSpecificOutput":{"permissionDecision":"ask"}}"#, "ask"),
    (#"{"hookSpecificOutput":{"decision":{"behavior":"deny","message":"r"}}}"#, "veto"),
    (#"{"hookSpecificOutput":{"updatedInput":{"command":"true"}}}"#, "input"),
    (#"{"updatedInput":{"command":"true"}}"#, "input"), (#"{"continue":false,"stopReason":"r"}"#, "stop"),
    (#"{"systemMessage":"r"}"#, "notice"), (#"{"additionalContext":"r"}"#, "context"),
    (#"{"decision":"perhaps"}"#, "notice"), (#"{"decision":"#, "notice"), ("{}", "nothing"),
    ("[1]", "nothing"),
  ])
  func jsonSaysMore(_ output: String, _ effect: String) {
    let said = reply(0, output)
    #expect((said.veto == "r") == (effect == "veto"))
    #expect((said.stop == "r") == (effect == "stop"))
    #expect((said.context == "r") == (effect == "context"))
    #expect((said.notice != nil) == (effect == "notice"))
    #expect((said.updatedInput == ["command": "true"]) == (effect == "input"))
    let permission: HookReply.Permission? =
      ["allow": .allow, "ask": .ask, "veto": .deny][effect]
    #expect(said.permission == permission)
  }

  @Test func argumentsChangeOnlyBeforeACall() {
    #expect(reply(0, #"{"updatedInput":{}}"#, at: .toolCallAfter).updatedInput == nil)
  }
}
