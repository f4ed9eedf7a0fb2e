import Testing

@testable import AgentJSON

@Suite struct JSONStringsTests {
  @Test func everyStringIsSeenAndNothingElse() throws {
    let json = try JSON(parsing: #"{"a":"x","b":["x",{"x":"x"},1.50,null,true],"a":"y"}"#)
    #expect(
      json.mappingStrings { $0 + "!" }.text == #"{"a":"x!","b":["x!",{"x":"x!"},1.50,null,true],"a":"y!"}"#)
  }
}
