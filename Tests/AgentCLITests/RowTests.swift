import AgentJSON
import Testing

import AgentCLI

@Suite struct RowTests {
  @Test func theTypeComesFirst() {
    let row = Row("model", ["name": "x"], text: "")
    #expect(JSON.object(row.record).text == #"{"type":"model","v":1,"name":"x"}"#)
  }

  @Test func columnsLineUp() {
    #expect(aligned([["a", "bb", "c"], ["aaa", "b", "cc"]]) == ["a    bb  c", "aaa  b   cc"])
    #expect(aligned([["a"], ["aaa", "b"]]) == ["a", "aaa  b"])
    #expect(aligned([]) == [])
  }
}
