import AgentJSON
import Testing

@testable import AgentTools

@Suite struct ListToolTests {
  let bench = ToolBench()

  @Test func showsKindsSizesAndLevels() throws {
    try bench.file("b.txt", "12345")
    try bench.file("sub/deep/x", "1")
    bench.link("link", to: "b.txt")
    #expect(try bench.run(ListTool(), [:]).text == "b.txt  5 bytes\nlink@\nsub/\nsub/deep/\n")
    #expect(try bench.run(ListTool(), ["depth": 1]).text == "b.txt  5 bytes\nlink@\nsub/\n")
    #expect(try bench.run(ListTool(), ["path": "sub"]).text == "deep/\ndeep/x  1 bytes\n")
  }

  @Test func leavesOutWhatIsIgnoredUnlessAsked() throws {
    try bench.file(".gitignore", "*.log\n")
    try bench.file("a.log", "")
    #expect(try !bench.run(ListTool(), [:]).text.contains("a.log"))
    #expect(try bench.run(ListTool(), ["ignored": true]).text.contains("a.log"))
  }

  @Test func saysWhenThereIsNothingOrTooMuch() throws {
    #expect(try bench.run(ListTool(), [:]).text == "The directory is empty.")
    for number in 0...ListTool.entryLimit { try bench.file("n/\(number)", "") }
    #expect(try bench.run(ListTool(), ["path": "n"]).text.contains("more than \(ListTool.entryLimit)"))
    #expect(throws: (any Error).self) { try bench.run(ListTool(), ["path": "gone"]) }
  }
}
