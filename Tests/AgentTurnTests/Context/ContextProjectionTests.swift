import AgentCore
import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct ContextProjectionTests {
  static func started(_ text: String) -> Event { Event(.turnStarted, ["input": [InputItem.user(text)]]) }

  static func item(_ id: String, _ raw: JSON) -> Event {
    Event(.itemCompleted, ["item": ["id": .string(id)], "raw": raw])
  }

  static func call(_ id: String, _ name: String = "t") -> JSON {
    ["type": "function_call", "call_id": .string(id), "name": .string(name), "arguments": "{}"]
  }

  static func output(_ id: String, _ text: String) -> JSON {
    ["type": "function_call_output", "call_id": .string(id), "output": .string(text)]
  }

  static func message(_ text: String) -> JSON {
    ["type": "message", "role": "assistant", "content": [["type": "output_text", "text": .string(text)]]]
  }

  /// The items in words: `user:x`, `call:1`, `output:1=x`, `said:x`.
  static func words(_ items: [JSON]) -> [String] {
    items.map { item in
      switch item["type"]?.string {
      case "function_call", "custom_tool_call": "call:\(item["call_id"]?.string ?? "")"
      case "function_call_output", "custom_tool_call_output":
        "output:\(item["call_id"]?.string ?? "")=\(item["output"]?.string ?? "")"
      default: "\(item["role"] == "user" ? "user" : "said"):\(item["content"]?[0]?["text"]?.string ?? "")"
      }
    }
  }

  static let interrupted = ContextProjection.interruptedOutput

  @Test(
    arguments: [
      (
        [started("a"), item("1", message("b")), Event(.turnCompleted), started("c")],
        ["user:a", "said:b", "user:c"]
      ),
      (
        [
          started("a"), item("1", call("x")), item("2", call("y")), item("3", output("y", "2")),
          item("4", output("x", "1")),
        ],
        ["user:a", "call:x", "call:y", "output:x=1", "output:y=2"]
      ),
      ([started("a"), item("1", call("x"))], ["user:a", "call:x", "output:x=\(interrupted)"]),
      (
        [started("a"), item("1", call("x")), started("b"), item("2", message("c"))],
        ["user:a", "call:x", "output:x=\(interrupted)", "user:b", "said:c"]
      ),
      ([started("a"), item("1", output("x", "stray"))], ["user:a"]),
      // The same id in two responses.
      (
        [
          started("a"), item("1", call("0")), item("2", output("0", "one")), item("3", call("0")),
          item("4", output("0", "two")),
        ],
        ["user:a", "call:0", "output:0=one", "call:0", "output:0=two"]
      ),
      (
        [
          started("a"), item("1", call("0")), started("b"), item("3", call("0")),
          item("4", output("0", "two")),
        ],
        ["user:a", "call:0", "output:0=\(interrupted)", "user:b", "call:0", "output:0=two"]
      ),
      // A response's message may stand behind its call.
      (
        [started("a"), item("1", call("x")), item("2", message("m")), item("3", output("x", "1"))],
        ["user:a", "call:x", "output:x=1", "said:m"]
      ),
      (
        [
          started("a"), item("1", message("half")), item("2", call("x")),
          Event(.retry, ["void": ["1", "2"]]), item("3", message("whole")),
        ],
        ["user:a", "said:whole"]
      ),
      (
        [started("a"), item("1", message("half")), Event(.turnFailed, ["void": ["1"]]), started("b")],
        ["user:a", "user:b"]
      ),
      (
        [
          Event(.inputQueued, ["id": "q", "text": "queued"]), started("a"), Event(.inputTaken, ["id": "q"]),
          Event(.inputQueued, ["id": "r", "text": "never taken"]), Event(.inputTaken, ["id": "unknown"]),
        ], ["user:a", "user:queued"]
      ),
      (
        [
          started("a"), Event(.inputQueued, ["id": "q", "interrupt": "stop", "text": "why"]),
          Event(.inputTaken, ["id": "q"]),
        ],
        ["user:a"]
      ),
      (
        [
          started("a"), item("1", message("b")),
          Event(.compactionCompleted, ["raw": InputItem.user("summary")]), started("c"),
        ],
        ["user:summary", "user:c"]
      ),
      (
        [
          Event.notice("x", "y"),
          Event(.itemCompleted, ["item": ["id": "1", "type": "user_message", "text": "t"]]),
        ], []
      ),
    ] as [([Event], [String])])
  func showsTheModel(_ events: [Event], _ expected: [String]) {
    #expect(Self.words(ContextProjection(events: events).items) == expected)
  }

  @Test func theInterruptedResultOfACustomCallIsOfItsKind() {
    let call: JSON = ["type": "custom_tool_call", "call_id": "x", "name": "n", "input": "i"]
    #expect(ContextProjection.closingCalls([call]).last?["type"] == "custom_tool_call_output")
  }
}
