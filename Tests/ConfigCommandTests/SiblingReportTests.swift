import AgentJSON
import AgentSystem
import Testing

@testable import ConfigCommand

@Suite struct SiblingReportTests {
  @Test func aFailureIsToldByItsRecord() {
    let report = SiblingReport(
      "agent-x", .code(69),
      output: "{\"type\":\"row\"}\nno json\n"
        + "{\"type\":\"error\",\"code\":\"missing_tool\",\"exit\":69,\"message\":\"is not there\",\"hint\":\"get it\"}\n",
      errors: "agent-x: is not there (get it)\n")
    #expect(report.records.count == 2 && report.status == 69 && !report.wentWell)
    #expect(report.failure == "is not there" && report.advice == "get it")
  }

  @Test func withoutARecordItIsTheLastLine() {
    let report = SiblingReport("x", .signal(9), output: "", errors: "one\n\u{1b}[31mtwo\n")
    #expect(report.status == 137 && report.failure.hasSuffix("two") && report.advice == nil)
    #expect(!report.failure.unicodeScalars.contains("\u{1b}"))
  }

  @Test func silenceIsToldToo() {
    #expect(SiblingReport("x", .code(3), output: "", errors: "").failure == "x ended with status 3")
    #expect(SiblingReport("x", nil, output: "", errors: "").failure == "x takes too long")
  }
}
