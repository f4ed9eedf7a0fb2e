import AgentTesting
import Testing

@testable import AgentStore

@Suite struct WordFormsTests {
  /// An index in memory's stead, with one document a line.
  private func found(_ question: String, in lines: [String]) throws -> [Int] {
    let directory = TestDirectory()
    let database = try Database(directory.path("index.db"), mode: .create)
    return try database.write {
      try database.execute(TextIndex.schema("text"))
      let index = try TextIndex(database, name: "text")
      for (number, line) in lines.enumerated() {
        try index.add(number, title: nil, text: line, slot: Slot(group: 1))
      }
      try index.finish()
      let values = try index.scores(TextQuery(question, index.tokenizer), slots: try index.allSlots()).values
      return lines.indices.filter { values[$0] > 0 }.sorted { values[$0] > values[$1] }
    }
  }

  @Test(arguments: [
    ("Where did she go?", "I went to the lake"), ("who bought it", "we buy bread"),
    ("writing", "it was written"),
    ("what did they leave", "I left my hat there"), ("how many children", "a child of five"),
    ("paid", "she pays for all of it"), ("running", "he ran home"),
  ]) func otherFormsAreFound(_ question: String, _ line: String) throws {
    #expect(try found(question, in: ["something else", line]) == [1])
  }

  @Test func theSameFormCountsMore() throws {
    #expect(
      try found("which song did she sing", in: ["I sang a tune", "I sing a tune", "I hum a tune"]) == [1, 0])
  }

  @Test(arguments: [("born", "a bear"), ("ate", "a bit of it"), ("a house", "a garden")])
  func otherWordsAreNot(_ question: String, _ line: String) throws {
    #expect(try found(question, in: [line]).isEmpty)
  }

  /// Each term of a group finds each other one of it, and none is its own other form.
  @Test func formsAreMutual() {
    for term in ["go", "went", "gone"] {
      #expect(Set(WordForms.others(of: term)) == Set(["go", "went", "gone"]).subtracting([term]))
    }
    #expect(WordForms.others(of: "beagl").isEmpty)
  }
}
