import AgentJSON
import Testing

struct JSONParserTests {
  @Test("takes the text and keeps what it says", arguments: try CaseFile.rows("accepted.txt"))
  func accepts(row: [String]) throws {
    let value = try JSON(parsing: CaseFile.bytes(row[0]))
    #expect(value.bytes == CaseFile.bytes(row[1]))
  }

  @Test("refuses the text at the right byte", arguments: try CaseFile.rows("refused.txt"))
  func refuses(row: [String]) throws {
    let offset = try #require(Int(row[2]))
    let error = #expect(throws: JSONError.self) { try JSON(parsing: CaseFile.bytes(row[0])) }
    #expect(error.map { "\($0.kind)" } == row[1])
    #expect(error?.offset == offset)
  }

  @Test("what a cut text lacks is told at its end", arguments: 1..<38)
  func cut(length: Int) throws {
    let whole = Array(#"{"a":[1,"x\n",true],"b":{"c":"é"},"d":0}"#.utf8)
    #expect(throws: Never.self) { try JSON(parsing: whole) }
    #expect(throws: JSONError.self) { try JSON(parsing: whole[..<length]) }
  }

  @Test func slicesCountFromTheirStart() {
    let line = Array("xxx[1,?]".utf8)
    #expect(throws: JSONError(.unexpectedByte(UInt8(ascii: "?")), at: 3)) { try JSON(parsing: line[3...]) }
  }

  @Test func depthIsLimited() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    let limit = JSON.defaultDepthLimit
    #expect(throws: Never.self) { try JSON(parsing: nested(limit)) }
    #expect(throws: JSONError(.tooDeep(limit: limit), at: limit)) { try JSON(parsing: nested(limit + 1)) }
    #expect(throws: JSONError(.tooDeep(limit: limit), at: limit)) {
      try JSON(parsing: String(repeating: "[", count: 1_000_000))
    }
    #expect(throws: JSONError(.tooDeep(limit: 2), at: 10)) {
      try JSON(parsing: #"{"a":{"b":{}}}"#, depthLimit: 2)
    }
    #expect(throws: Never.self) { try JSON(parsing: "[[],[],[]]", depthLimit: 2) }
  }

  @Test("integers of 64 bits are integers, all else keeps its spelling")
  func kindsOfNumbers() throws {
    #expect(try JSON(parsing: "9223372036854775807") == .int(.max))
    #expect(try JSON(parsing: "-9223372036854775808") == .int(.min))
    #expect(try JSON(parsing: "999999999999999999") == .int(999_999_999_999_999_999))
    for text in ["-0", "1.0", "1e3", "9223372036854775808", "1E400"] {
      let value = try JSON(parsing: text)
      guard case .number(let number) = value else {
        Issue.record("\(text) became \(value)")
        continue
      }
      #expect(number.literal == text)
    }
  }

  @Test("no damage of one byte makes the parser stumble")
  func everyByteReplaced() {
    let whole = Array(#"{"k":[-1.5e+3,"\u00e9\ud83d\ude00é",null,{"x":false}]}"#.utf8)
    for index in whole.indices {
      for byte in UInt8.min...UInt8.max {
        var damaged = whole
        damaged[index] = byte
        guard let value = try? JSON(parsing: damaged) else { continue }
        #expect((try? JSON(parsing: value.bytes)) == value)
      }
    }
  }
}
