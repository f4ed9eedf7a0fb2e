import AgentCore
import Testing

@testable import AgentServe

@Suite struct RequestTargetTests {
  private func parsed(_ text: String) throws -> String {
    let target = try RequestTarget(text)
    return target.path.joined(separator: "|") + "?"
      + target.query.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
  }

  @Test(
    arguments: [
      ("/", "?"), ("/status", "status?"), ("/sessions/", "sessions?"), ("/a/b%2Fc", "a|b/c?"),
      ("/a?x=1&y=2", "a?x=1|y=2"), ("/a?x=a+b%20c", "a?x=a b c"), ("/a+b", "a+b?"), ("/a?x", "a?x="),
      ("/a?&&x=1&", "a?x=1"), ("/%e2%82%ac", "€?"), ("/a?x=1?2", "a?x=1?2"), ("//", "?"), ("/a//b", "a||b?"),
    ]) func pathsAndQueriesAreDecoded(_ target: String, _ expected: String) throws
  {
    #expect(try parsed(target) == expected)
  }

  @Test(
    arguments: [
      "", "*", "status", "http://localhost/status", "/a b", "/%", "/%4", "/%zz", "/a?x=%f", "/%00",
      "/a?x=%00",
      "/%ff", "/a/../b", "/%2e%2e/b", "/a#b", "/a\\b", "/caf\u{e9}", "/.", "/a\u{7f}",
    ]) func otherTargetsAreRefused(_ target: String)
  {
    #expect(throws: AgentError.self) { try RequestTarget(target) }
  }

  @Test func parametersAreBounded() throws {
    let many = (0..<64).map { "p\($0)=1" }.joined(separator: "&")
    #expect(try RequestTarget("/?\(many)").query.count == 64)
    #expect(throws: AgentError.self) { try RequestTarget("/?\(many)&one=more") }
  }
}
