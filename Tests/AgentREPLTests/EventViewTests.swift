import AgentJSON
import AgentREPL
import Testing

@Suite struct EventViewTests {
  private func pieces(_ view: inout EventView, _ events: [String], isReplay: Bool = false) throws
    -> [EventView.Piece]
  {
    try events.flatMap { view.take(try JSON(parsing: $0), isReplay: isReplay) }
  }

  private static let turn = [
    #"{"type":"thread.started","session":"s","model":"m","limits":{"context_tokens":1000}}"#,
    #"{"type":"turn.started","session":"s","input":[{"type":"message","role":"user","content":"hi"}]}"#,
    #"{"type":"item.started","item":{"id":"c","type":"command_execution","command":"ls -l\nmore"}}"#,
  ]

  @Test func aTurnIsTold() throws {
    var view = EventView()
    #expect(try pieces(&view, Self.turn) == [.note("bash: ls -l")])
    #expect(view.session == "s" && view.status.text == "[m bash] > ")
    #expect(
      try pieces(
        &view,
        [
          #"{"type":"item.completed","item":{"id":"c","type":"command_execution","command":"ls","status":"failed","aggregated_output":"no\nsuch","duration_ms":5}}"#,
          #"{"type":"item.delta","item_id":"a","kind":"reasoning","delta":"hm"}"#,
          #"{"type":"item.delta","item_id":"a","kind":"text","delta":"He"}"#,
          #"{"type":"item.delta","item_id":"a","kind":"text","delta":"llo"}"#,
        ]) == [.note("bash failed: no"), .text("He"), .text("llo")])
    #expect(view.status.text == "[m answering] > ")
    #expect(
      try pieces(
        &view,
        [
          #"{"type":"item.completed","item":{"id":"a","type":"agent_message","text":"Hello."}}"#,
          #"{"type":"request.completed","usage":{"input_tokens":100,"output_tokens":20}}"#,
          #"{"type":"turn.completed","exit_code":0}"#,
        ]) == [.text("."), .end])
    #expect(view.answer == "Hello." && view.exitCode == 0 && view.status.text == "[m 12%] > ")
  }

  /// `| command` gets what the model has said behind its last call, without what a broken try had said.
  @Test func theAnswerIsWhatWasSaidLast() throws {
    func message(_ id: String, _ text: String, _ more: String = "") -> String {
      #"{"type":"item.completed","item":{"id":"\#(id)","type":"agent_message","text":"\#(text)"\#(more)}}"#
    }
    let call =
      #"{"type":"item.completed","item":{"id":"c","type":"command_execution","command":"ls","status":"completed"}}"#
    let end = #"{"type":"turn.completed","exit_code":0}"#
    let begin = #"{"type":"turn.started","input":[]}"#
    var view = EventView()
    _ = try pieces(&view, [begin, message("a", "I look."), call, message("b", "It is so."), end])
    #expect(view.answer == "It is so.")
    _ = try pieces(
      &view,
      [
        begin, message("a", "broken"), #"{"type":"retry","attempt":1,"cause":"cut","void":["a"]}"#,
        message("a", "Whole."), end,
      ])
    #expect(view.answer == "Whole.")
    let final = #","phase":"final_answer""#
    _ = try pieces(
      &view, [begin, message("a", "Hm.", #","phase":"commentary""#), message("b", "So.", final), end])
    #expect(view.answer == "So.")
    _ = try pieces(&view, [begin, call, #"{"type":"turn.failed","exit_code":1,"error":{"message":"no"}}"#])
    #expect(view.answer == "So.")
  }

  /// The next try begins its text anew, also under the same id.
  @Test func whatIsSaidAgainIsSaidWhole() throws {
    var view = EventView()
    let delta = #"{"type":"item.delta","item_id":"a","kind":"text","delta":"Half"}"#
    #expect(
      try pieces(
        &view,
        [
          delta, #"{"type":"retry","attempt":1,"cause":"cut"}"#,
          #"{"type":"item.completed","item":{"id":"a","type":"agent_message","text":"Half of it"}}"#,
        ]) == [.text("Half"), .end, .note("try 2: cut"), .text("Half of it"), .end])
  }

  @Test func aReplayShowsWhatWasSaid() throws {
    var view = EventView()
    #expect(try pieces(&view, Self.turn, isReplay: true).first == .said("hi"))
  }

  @Test(
    arguments: [
      (#"{"type":"retry","attempt":1,"cause":"503","delay_ms":1500}"#, [.note("try 2 in 1.5 s: 503")]),
      (#"{"type":"notice","level":"info","code":"x","message":"m"}"#, []),
      (#"{"type":"notice","level":"warning","code":"x","message":"m"}"#, [.note("m")]),
      (#"{"type":"compaction.completed","after_tokens":7}"#, [.note("compacted to 7 tokens")]),
      (#"{"type":"approval.resolved","id":"x","decision":"denied","by":"rule"}"#, [.note("denied by rule")]),
      (#"{"type":"approval.resolved","id":"x","decision":"deny","by":"pipe"}"#, []),
      (
        #"{"type":"turn.failed","exit_code":78,"error":{"code":"config","message":"no","hint":"do"}}"#,
        [.failure("no (do)")]
      ),
      (#"{"type":"error","code":"bad_data","message":"m"}"#, [.failure("m")]),
      (
        #"{"type":"item.completed","item":{"id":"p","type":"todo_list","items":[{"text":"a","completed":true}]}}"#,
        [.note("[x] a")]
      ),
      (#"{"type":"later.kind","x":1}"#, []), ("[1]", []), (#"{"type":5}"#, []),
    ] as [(String, [EventView.Piece])])
  func anEventIsALine(_ event: String, _ expected: [EventView.Piece]) throws {
    var view = EventView()
    #expect(try pieces(&view, [event]) == expected)
  }

  @Test func queuedLinesAreCounted() throws {
    var view = EventView()
    view.queue("a")
    view.queue("b")
    #expect(view.status.text == "[+2] > " && view.untaken)
    _ = try pieces(&view, [#"{"type":"input.taken","id":"a"}"#])
    #expect(view.status.queued == 1)
    view.forgetQueued()
    #expect(!view.untaken)
  }
}
