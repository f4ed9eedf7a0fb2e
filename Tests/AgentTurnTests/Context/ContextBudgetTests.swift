import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct ContextBudgetTests {
  typealias Projection = ContextProjectionTests

  func fit(_ turns: [[JSON]], limit: Int, fixed: Int = 0) -> ContextBudget.Fitted {
    // One token a byte of the longest text in an item.
    let estimate: @Sendable (JSON) -> Int = { item in
      item["output"]?.string?.utf8.count ?? item["content"]?[0]?["text"]?.string?.utf8.count ?? 1
    }
    return ContextBudget(limit: limit, estimate: estimate)
      .fit(turns.map { ContextProjection.Turn($0, estimate: estimate) }, fixed: fixed)
  }

  static let output = Projection.output("x", String(repeating: "o", count: 1000))

  @Test func whatFitsStays() {
    let fitted = fit([[InputItem.user("abc")], [InputItem.user("defg")]], limit: 7)
    #expect(fitted.fits && fitted.tokens == 7 && fitted.items.count == 2)
    #expect(fitted.droppedTurns == 0 && fitted.elidedOutputs == 0)
  }

  @Test func oldOutputsGoBeforeOldTurns() {
    let old = [InputItem.user("old"), Projection.call("x"), Self.output]
    let fitted = fit([old, [InputItem.user("new")]], limit: 200)
    #expect(fitted.fits && fitted.elidedOutputs == 1 && fitted.droppedTurns == 0)
    #expect(Projection.words(fitted.items)[2] == "output:x=[an earlier output of 1000 bytes, left out]")
    let less = fit([old, [InputItem.user("new")]], limit: 20)
    #expect(less.fits && less.droppedTurns == 1)
    #expect(Projection.words(less.items) == ["user:new"])
  }

  @Test func aResumedTurnKeepsTheQuestionItGoesOnWith() {
    let asked = [InputItem.user("question"), Projection.call("x"), Self.output]
    let fitted = fit([[InputItem.user("old")], asked, []], limit: 100)
    #expect(!fitted.fits && fitted.droppedTurns == 1 && fitted.elidedOutputs == 0)
    let going = fit([asked, [Projection.call("y"), Self.output]], limit: 100)
    #expect(!going.fits && going.droppedTurns == 0)
  }

  @Test func theNewestTurnIsNeverTouched() {
    let newest = [InputItem.user("new"), Projection.call("x"), Self.output]
    let fitted = fit([[InputItem.user("old")], newest], limit: 100, fixed: 50)
    #expect(!fitted.fits)
    #expect(fitted.droppedTurns == 1 && fitted.elidedOutputs == 0)
    #expect(fitted.tokens == 1054)
  }
}
