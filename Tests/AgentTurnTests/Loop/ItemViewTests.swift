import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct ItemViewTests {
  static func message(_ text: String, phase: String? = nil) -> JSON {
    var item = ContextProjectionTests.message(text).object ?? [:]
    item.append("phase", ifPresent: phase.map(JSON.string))
    return .object(item)
  }

  @Test(
    arguments: [
      (message("hi"), #"{"id":"i","type":"agent_message","text":"hi"}"#),
      (
        message("hi", phase: "commentary"),
        #"{"id":"i","type":"agent_message","text":"hi","phase":"commentary"}"#
      ),
      (
        ["type": "reasoning", "summary": [["text": "a"]], "content": [["text": "b"]]],
        #"{"id":"i","type":"reasoning","text":"a\n\nb"}"#
      ),
      (
        ["type": "function_call", "call_id": "c", "name": "n", "arguments": "{\"a\":1}"],
        #"{"id":"i","type":"function_call","call_id":"c","tool":"n","arguments":{"a":1}}"#
      ),
      (
        ["type": "custom_tool_call", "call_id": "c", "name": "n", "input": "not json"],
        #"{"id":"i","type":"function_call","call_id":"c","tool":"n","arguments":"not json"}"#
      ),
      (
        ["type": "web_search_call", "action": ["query": "q"]], #"{"id":"i","type":"web_search","query":"q"}"#
      ),
      (["type": "new_thing"], #"{"id":"i","type":"new_thing"}"#), ([:], #"{"id":"i","type":null}"#),
    ] as [(JSON, String)])
  func showsItems(_ raw: JSON, _ expected: String) { #expect(ItemView.item(raw, id: "i").text == expected) }

  @Test(arguments: [
    ([message("a"), message("b")], "a\n\nb"),
    ([message("a", phase: "commentary"), message("b", phase: "final_answer")], "b"),
    ([message("a", phase: "commentary")], ""), ([], ""), ([message("")], ""),
  ])
  func theAnswerIsTheFinalPhase(_ items: [JSON], _ expected: String) {
    #expect(ItemView.answer(items) == expected)
  }

  @Test func findsCallsAndRefusals() {
    let calls = ItemView.calls([
      Self.message("x"), ContextProjectionTests.call("c", "n"), ["type": "function_call"],
    ])
    #expect(
      calls == [.init(callID: "c", tool: "n", arguments: "{}"), .init(callID: "", tool: "", arguments: "")])
    let refusal: JSON = ["type": "message", "content": [["type": "refusal", "refusal": "no"]]]
    #expect(ItemView.refusal(ofMessage: refusal) == "no")
    #expect(ItemView.refusal(ofMessage: Self.message("x")) == nil)
  }
}
