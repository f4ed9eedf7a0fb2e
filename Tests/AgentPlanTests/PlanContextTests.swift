import AgentCore
import AgentPlan
import Testing

struct PlanContextTests {
  private func plan(_ count: Int, done: Int = 0, description: String = "") -> Plan {
    Plan(
      name: "p <1>",
      entries: (0..<count).map {
        PlanEntry(title: "entry \($0)", description: description, state: $0 < done ? .done : .open)
      })
  }

  @Test func thePredecessorsShape() {
    var entries = plan(2, done: 1, description: "a & b").entries
    entries.append(PlanEntry(title: "\"now\"", state: .doing))
    #expect(
      PlanContext([Plan(name: "p <1>", entries: entries)]).text == """
        <current_todos>
        <todo name="p &lt;1&gt;">
        <entry index="1" done_state="done" title="entry 0">a &amp; b</entry>
        <entry index="2" done_state="pending" title="entry 1">a &amp; b</entry>
        <entry index="3" done_state="doing" title="&quot;now&quot;"></entry>
        </todo>
        </current_todos>

        """)
  }

  @Test func nothingToDoIsNothing() {
    #expect(PlanContext([]).text.isEmpty)
    #expect(PlanContext([plan(2, done: 2)]).text.isEmpty)
  }

  @Test("what does not fit is left out and counted", arguments: [60, 100, 200, 1000])
  func budget(_ tokens: Int) {
    let plan = plan(200, done: 50, description: String(repeating: "word ", count: 50))
    let text = PlanContext([plan], budget: tokens).text
    #expect(TokenEstimate.tokens(in: text) <= tokens)
    #expect(text.contains("title=\"entry 50\""), "what is next comes first")
    #expect(!text.contains("title=\"entry 49\""))
    #expect(text.contains("<left_out entries="))
    #expect(text == PlanContext([plan], budget: tokens).text)
  }
}
