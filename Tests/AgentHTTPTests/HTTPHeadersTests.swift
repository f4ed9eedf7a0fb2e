import Testing

@testable import AgentHTTP

@Suite struct HTTPHeadersTests {
  @Test func namesHaveNoCase() {
    var headers: HTTPHeaders = ["Content-Type": "a", "X": "1"]
    headers.append("x", "2")
    #expect(headers["content-type"] == "a")
    #expect(headers["X"] == "1")
    headers["x"] = "3"
    #expect(headers.fields.filter { $0.name.lowercased() == "x" }.map(\.value) == ["3"])
  }

  @Test(
    arguments: [
      ("X-A", "fine value\twith tab", nil), ("X-A", "a\r\nX-B: 1", "X-A"), ("X-A", "a\u{0}", "X-A"),
      ("X A", "1", "X A"), ("X:", "1", "X:"), ("", "1", ""),
    ] as [(String, String, String?)])
  func findsWhatCannotBeSent(_ name: String, _ value: String, _ expected: String?) {
    #expect(HTTPHeaders(dictionaryLiteral: (name, value)).unsendable == expected)
  }

  @Test func onlyHarmlessFieldsCrossToAnotherOrigin() {
    let headers: HTTPHeaders = [
      "Authorization": "a", "x-api-key": "b", "Cookie": "c", "X-Unknown": "d", "Accept": "e",
      "User-Agent": "f",
    ]
    #expect(headers.withoutSecrets.fields.map(\.name) == ["Accept", "User-Agent"])
  }
}
