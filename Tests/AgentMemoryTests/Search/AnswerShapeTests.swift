import Testing

@testable import AgentMemory

@Suite struct AnswerShapeTests {
  @Test(arguments: [
    ("When did Ann go?", "Ann: I went there yesterday", AnswerShape.Verdict.fits),
    ("Since when has she had it?", "Ann: I got it in 2019", .fits),
    ("What year was that?", "in 1998", .fits),
    ("Which month is it?", "It was in June", .fits),
    ("When did Ann go?", "Ann: I went there", .unknown),
    ("How many books?", "Bob: I read 23 of them", .fits),
    ("How long was it?", "two hours", .fits),
    ("How many books?", "Bob: I read many of them", .unknown),
    // "when" that joins two sentences asks for nothing.
    ("How did she feel when it ended?", "Ann: sad, yesterday", .unknown),
    ("What does Ann like?", "Ann: tea since yesterday", .unknown),
    ("What does Ann like?", "Bob: What do you like?", .asks),
    ("What does Ann like?", "Bob: Hello! What do you like?", .unknown),
    ("What does Ann like?", "Bob: Really?? What (else)? ", .asks),
    ("What does Ann like?", "Bob: What do you like? I like", .unknown),
    ("", "", .unknown), ("When?", "", .unknown), ("When?", "???", .unknown),
  ]) func verdicts(_ question: String, _ text: String, _ verdict: AnswerShape.Verdict) {
    #expect(AnswerShape(question: question).verdict(on: text) == verdict)
  }

  @Test func aLongTextIsNotJudged() {
    let text = String(repeating: "yesterday ", count: 60)
    #expect(AnswerShape(question: "When?").verdict(on: text) == .unknown)
  }

  @Test func explainedAndTurnedOff() throws {
    let bench = try MemoryBench()
    for text in ["Bob: when was the choir?", "Ann: the choir was great", "Ann: the choir was yesterday"] {
      try bench.add(text) { $0.source = "talk" }
    }
    let hits = try bench.search("When was the choir?") { $0.weights.neighbours = 0 }
    #expect(hits[0].entry.text == "Ann: the choir was yesterday")
    #expect(hits.first { $0.entry.text.hasPrefix("Bob") }?.parts.answer == 0.85)
    let off = try bench.search("When was the choir?") { $0.weights.answer = 0 }
    #expect(off.allSatisfy { $0.parts.answer == 1 })
  }
}
