import AgentSystem
import Testing

@testable import AgentMemory

@Suite struct QuestionDateTests {
  @Test(arguments: [
    ("What did she do on 7 May 2023?", "2023-05-08T10:00:00Z", true),
    ("What did she do on May 7, 2023?", "2023-05-07T23:00:00Z", true),
    ("What did she do on May 7th?", "2021-05-09T10:00:00Z", true),
    ("What did she do on 7 May 2023?", "2023-05-06T10:00:00Z", false),
    ("What did she do on 7 May 2023?", "2023-06-06T10:00:00Z", false),
    ("What did she do on 7 May 2023?", "2022-05-08T10:00:00Z", false),
    ("Where was he in June 2023?", "2023-06-30T10:00:00Z", true),
    ("Where was he in June 2023?", "2023-07-03T10:00:00Z", true),
    ("Where was he in June 2023?", "2023-07-23T10:00:00Z", false),
    ("Where was he in December?", "2024-01-03T10:00:00Z", true),
    ("Where was he in 2022?", "2022-03-03T10:00:00Z", true),
    ("Where was he in 2022?", "2023-03-03T10:00:00Z", false),
    ("Where was he on 31 February 2023?", "2023-03-05T10:00:00Z", true),
  ]) func moments(_ question: String, _ moment: String, _ isOfIt: Bool) throws {
    let date = try #require(QuestionDate(question: question))
    #expect(date.contains(try #require(Timestamp(moment))) == isOfIt)
  }

  @Test(arguments: [
    "May I go?", "Does April like to march?", "Which is bus 2022?", "", "2022", "March on, then",
  ])
  func noTime(_ question: String) { #expect(QuestionDate(question: question) == nil) }

  @Test func itDecidesBetweenEqualOnes() throws {
    let bench = try MemoryBench()
    for (month, place) in [("03", "a harbour"), ("06", "a forest"), ("09", "a tower")] {
      try bench.add("Ann: I painted \(place)") { $0.time = Timestamp("2023-\(month)-04T10:00:00Z") }
    }
    #expect(try bench.found("What did Ann paint in June 2023?").first == "Ann: I painted a forest")
    #expect(try bench.found("What did Ann paint in September?").first == "Ann: I painted a tower")
  }
}
