import AgentStore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentMemory

/// Short lines of conversations, as agents remember them: the ranking must not lose there against the best of plain
/// full text search (stems, any of the words, no stop words), which has no speakers and no neighbours.
@Suite struct ChatRankingTests {
  /// A question with the lines that answer it, by their places in ``Chat/lines``.
  private struct Question {
    let text: String
    let scope: String
    let answers: [Int]
  }

  /// Conversations of two each, made of facts with the same words around them.
  private struct Chat {
    var lines: [(text: String, scope: String)] = []
    var questions: [Question] = []

    private static let people = [
      ("Maria", "Tom"), ("Wanda", "Igor"), ("Chen", "Olu"), ("Petra", "Samir"), ("Lena", "Marco"),
    ]
    private static let facts = [
      ("What does X play?", "I started to play the cello last month"),
      ("Which instrument did X sell?", "I had to sell my old violin, sadly"),
      ("Where does X go on holiday?", "we are going to a lake in Finland for the holidays"),
      ("What is the dog of X called?", "my dog is called Biscuit, he is a beagle"),
      ("What food is X allergic to?", "I found out that I am allergic to walnuts"),
      ("Which book did X finish?", "I finished a book about lighthouses yesterday"),
      ("What did X bake?", "I baked a rye bread with my neighbour"),
      ("When is the exam of X?", "my exam is on the third of May"),
      ("What did X break?", "I broke my wrist when I was skating"),
      ("What is X painting?", "I am painting the harbour at night"),
      ("Who visits X in spring?", "my cousin visits me in spring, as always"),
      ("What does X grow in the garden?", "I grow beans and pumpkins in the garden now"),
    ]
    private static let chatter = [
      "that sounds lovely, tell me more about it", "really? I did not know that", "how was your week?",
      "I am a bit tired after all the work", "did you hear about the garden festival?",
      "I never play anything these days", "my neighbour has a dog as well", "holidays would be nice",
      "the exam season is so long", "have you finished it yet?", "I should read a book again",
      "in spring everything is better", "what a night that was", "I broke the news to my boss",
    ]

    init() {
      var generator = SeededGenerator(7)
      for (number, pair) in Self.people.enumerated() {
        let scope = "talk/\(number)"
        for (place, fact) in Self.facts.enumerated() {
          let teller = (place + number) % 2 == 0 ? pair.0 : pair.1
          let other = teller == pair.0 ? pair.1 : pair.0
          for _ in 0..<4 {
            say(
              Self.chatter.randomElement(using: &generator) ?? "",
              by: Bool.random(using: &generator) ? teller : other, scope)
          }
          let prompt = lines.count
          say("so what is new with you?", by: other, scope)
          say(fact.1, by: teller, scope)
          questions.append(
            Question(
              text: fact.0.split(separator: "X", omittingEmptySubsequences: false).joined(separator: teller),
              scope: scope, answers: [prompt + 1]))
        }
      }
    }

    private mutating func say(_ text: String, by name: String, _ scope: String) {
      lines.append(("\(name): \(text)", scope))
    }
  }

  private static func gain(_ found: [Int], _ answers: [Int]) -> Double {
    let ideal = (0..<min(answers.count, 10)).reduce(0.0) { $0 + 1 / log2(Double($1 + 2)) }
    let had = found.prefix(10).enumerated().reduce(0.0) {
      $0 + (answers.contains($1.element) ? 1 / log2(Double($1.offset + 2)) : 0)
    }
    return had / ideal
  }

  @Test(arguments: [false, true], [false, true])
  func itDoesNotLoseAgainstPlainFullTextSearch(isLearnt: Bool, hasStopWords: Bool) throws {
    let chat = Chat()
    let bench = try MemoryBench()
    let additions = chat.lines.enumerated().map { number, line in
      var addition = MemoryAddition(text: line.text)
      addition.id = String(number)
      addition.scope = line.scope
      addition.source = line.scope
      return addition
    }
    try bench.store.change { _ = try bench.store.add(additions, scope: "global") }
    // What is learnt from short lines must not drag them down either: it is not used.
    if isLearnt { try bench.store.change { _ = try bench.store.learn() } }
    let plain = try PlainFullText(chat.lines)
    var (ours, theirs) = (0.0, 0.0)
    for question in chat.questions {
      let hits = try bench.search(question.text) { $0.scopes = [question.scope] }
      ours += Self.gain(hits.compactMap { Int($0.entry.id) }, question.answers)
      let others = try plain.best(question.text, question.scope, hasStopWords: hasStopWords)
      theirs += Self.gain(others, question.answers)
    }
    let count = Double(chat.questions.count)
    print("chat: nDCG@10 \(ours / count), plain FTS5 \(theirs / count), \(chat.lines.count) lines")
    #expect(ours >= theirs)
    #expect(ours / count > 0.85)
  }
}

/// FTS5 with Porter's stems, any of the words, with stop words or without, and its own bm25.
private struct PlainFullText {
  private static let stopWords: Set = [
    "a", "an", "and", "are", "as", "at", "be", "by", "did", "do", "does", "for", "from", "how", "in", "is",
    "it",
    "of", "on", "or", "that", "the", "to", "was", "we", "what", "when", "where", "which", "who", "with",
  ]
  private let directory = TestDirectory()
  private let database: Database

  init(_ lines: [(text: String, scope: String)]) throws {
    database = try Database(directory.path("plain.db"), mode: .create)
    try database.write {
      try database.execute(
        "CREATE VIRTUAL TABLE line USING fts5(text, scope UNINDEXED, tokenize = 'porter unicode61')")
      for (number, line) in lines.enumerated() {
        try database.run(
          "INSERT INTO line(rowid, text, scope) VALUES (?1, ?2, ?3)", .int(number), .text(line.text),
          .text(line.scope))
      }
    }
  }

  func best(_ question: String, _ scope: String, hasStopWords: Bool) throws -> [Int] {
    let words = question.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
      .filter { hasStopWords || !Self.stopWords.contains($0) }.map { "\"\($0)\"" }.joined(separator: " OR ")
    let rows = try database.query(
      "SELECT rowid FROM line WHERE line MATCH ?1 AND scope = ?2 ORDER BY rank LIMIT 10", .text(words),
      .text(scope))
    var found: [Int] = []
    while try rows.step() { found.append(rows.int(0)) }
    return found
  }
}
