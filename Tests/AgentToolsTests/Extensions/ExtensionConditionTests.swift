import AgentJSON
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ExtensionConditionTests {
  @Test(
    arguments: [
      (#"{"exists":"a.db"}"#, ["a.db"]), (#"{"exists":["a.db","sub/b"]}"#, ["a.db", "sub/b"]),
      (#"{"exists":"..a"}"#, ["..a"]), ("1", nil), ("{}", nil), (#"{"exists":[]}"#, nil),
      (#"{"exists":[1]}"#, nil),
      (#"{"exists":""}"#, nil), (#"{"exists":"/etc/passwd"}"#, nil), (#"{"exists":"../x"}"#, nil),
      (#"{"exists":"a/../../x"}"#, nil), (#"{"exists":"a","exist":"b"}"#, nil), (#"{"missing":"a"}"#, nil),
    ] as [(String, [String]?)])
  func whatIsOne(_ text: String, _ paths: [String]?) throws {
    let value = try JSON(parsing: text)
    #expect((try? ExtensionCondition.parse(value).get())?.paths == paths)
  }

  @Test func oneFileIsEnough() throws {
    let directory = TestDirectory()
    let condition = try ExtensionCondition.parse(["exists": ["a", "b"]]).get()
    #expect(!condition.isMet(in: directory.runtimeDirectory))
    try directory.write("runtime/b", "")
    #expect(condition.isMet(in: directory.runtimeDirectory))
  }
}
