import AgentCore
import Testing

@testable import AgentServe

/// Who may ask, before anything else is looked at.
@Suite struct GateTests {
  private let token = String(repeating: "a1", count: 32)

  private func status(
    _ headers: [(String, String)], _ door: Gate.Door = .loopback(port: 8765), needsToken: Bool = false,
    origins: [String] = []
  ) -> Int {
    let gate = Gate(door: door, origins: origins, token: Array(token.utf8))
    do {
      try gate.check(headers.map { (name: $0.0, value: $0.1) }, needsToken: needsToken)
      return 200
    } catch {
      return Problem(error).status
    }
  }

  @Test(
    arguments: [
      ("127.0.0.1:8765", 200), ("localhost:8765", 200), ("LOCALHOST:8765", 200), ("[::1]:8765", 200),
      ("127.0.0.1", 403), ("127.0.0.1:8766", 403), ("127.0.0.1:08765", 403), ("evil.example:8765", 403),
      ("localhost.evil.example:8765", 403), ("127.0.0.1:8765@evil.example", 403), ("localhost:", 403),
      ("[::1]8765", 403), ("[::1", 403), ("", 403), (":8765", 403), ("localhost:8765 ", 403),
      ("0.0.0.0:8765", 403),
      ("127.0.0.2:8765", 403), ("localhost\u{301}:8765", 403), ("localhost.:8765", 403),
    ]) func onLoopbackHostIsOurNameAndPort(_ host: String, _ expected: Int)
  {
    #expect(status([("host", host)]) == expected)
  }

  @Test(
    arguments: [
      ("localhost", 200), ("localhost:80", 200), ("agent", 200), ("127.0.0.1", 200), ("x", 200),
      ("evil.example", 403), ("", 403), ("a b", 403), ("localhost:port", 403), ("ex\u{e4}mple", 403),
    ]) func behindASocketAnyNameIsOursThatIsNoneOfTheDNS(_ host: String, _ expected: Int)
  {
    #expect(status([("host", host)], .unixSocket) == expected)
  }

  @Test func hostStandsOnce() {
    #expect(status([]) == 400)
    #expect(status([("host", "localhost:8765"), ("host", "localhost:8765")]) == 400)
  }

  @Test func originsAreRefusedButForThoseOfTheList() {
    let host = ("host", "localhost:8765")
    for origin in ["https://evil.example", "null", "http://localhost:8765", ""] {
      #expect(status([host, ("origin", origin)]) == 403, "\(origin)")
    }
    let allowed = ["https://good.example"]
    #expect(status([host, ("origin", "https://good.example")], origins: allowed) == 200)
    for origin in ["https://good.example.evil.example", "http://good.example", "https://good.example/"] {
      #expect(status([host, ("origin", origin)], origins: allowed) == 403, "\(origin)")
    }
    #expect(status([host, ("origin", "https://good.example"), ("origin", "x")], origins: allowed) == 403)
    #expect(status([host, ("sec-fetch-site", "cross-site")]) == 403)
    #expect(status([host, ("sec-fetch-site", "same-origin")]) == 200)
  }

  @Test func theTokenIsShownOnceAndWhole() {
    let host = ("host", "localhost:8765")
    func shown(_ values: String...) -> Int {
      status([host] + values.map { ("authorization", $0) }, needsToken: true)
    }
    #expect(shown("Bearer \(token)") == 200)
    #expect(shown("bearer \(token)") == 200)
    #expect(shown() == 401)
    #expect(shown("Bearer \(token)", "Bearer \(token)") == 401)
    for wrong in [
      "Bearer ", "Bearer", token, "Basic \(token)", "Bearer \(token) ", "Bearer \(token.dropLast())",
      "Bearer \(token)a", "Bearer  \(token)", "Bearer \(token.uppercased())",
    ] {
      #expect(shown(wrong) == 401, "\(wrong)")
    }
    // Who and where come first, whatever the token.
    #expect(status([("host", "evil"), ("authorization", "Bearer \(token)")], needsToken: true) == 403)
  }
}
