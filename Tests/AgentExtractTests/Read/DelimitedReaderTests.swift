@testable import AgentExtract
import Testing

struct DelimitedReaderTests {
  @Test(arguments: [
    "a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "a|b\r\n1|2", "\"a\",\"b\"\n\"1\",2", "sep=;\na;b\n1;2\n",
    "sep=;\r\na;b\r\n1;2\r\n",
    "a,b\n\n1,2\n",
  ])
  func dialects(_ text: String) throws {
    #expect(try ExtractionRunner().run(text, as: "x.csv").text == "| a | b |\n|---|---|\n| 1 | 2 |\n")
  }

  @Test func quotesHoldAnything() throws {
    let text = try ExtractionRunner().run("a,b\n\"x, \"\"y\"\"\nz\",1\n", as: "x.csv").text
    #expect(text == "| a | b |\n|---|---|\n| x, \"y\" z | 1 |\n")
  }

  @Test func manyRowsAreOneTable() throws {
    let rows = (1...1000).map { "\($0),x" }.joined(separator: "\n")
    let text = try ExtractionRunner().run("n,v\n" + rows, as: "x.csv").text
    #expect(text.split(separator: "\n").count == 1002)
    #expect(!text.contains("\n\n"))
  }
}
