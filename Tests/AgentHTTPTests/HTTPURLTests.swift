import AgentCore
import Testing

@testable import AgentHTTP

/// What may be an address, and which part of it names the host that gets the key.
@Suite struct HTTPURLTests {
  @Test(arguments: [
    ("https://api.openai.com/v1", "https://api.openai.com", "/v1"),
    ("HTTPS://API.OpenAI.com:443/v1", "https://api.openai.com", "/v1"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080", ""),
    ("http://[::1]:9/x?q=1#f", "http://[::1]:9", "/x?q=1"),
    ("http://host?q", "http://host", "/?q"),
  ])
  func reads(_ text: String, _ origin: String, _ target: String) throws {
    let url = try HTTPURL(text)
    #expect(url.origin == origin)
    #expect(url.target == target)
  }

  @Test(arguments: [
    "ftp://host/", "api.openai.com/v1", "https://", "https://:80/", "https://host:0/", "https://host:99999/",
    "https://user:pass@host/", "https://api.openai.com\\@evil.example/", "https://ho st/", "https://hö.st/",
    "https://[::1/", "https://[::1]x/", "https://host:8a/", "https://host\n/",
  ])
  func refuses(_ text: String) {
    let error = #expect(throws: AgentError.self) { try HTTPURL(text) }
    #expect(error?.code == .usage)
  }

  @Test func aRefusalDoesNotRepeatAPasswordOrQuery() {
    for text in [
      "https://user:s3cret@host/?key=s3cret", "https://h/?\u{301}key=s3cret",
      "https://user:s3cret@\u{301}host/",
    ] {
      let error = #expect(throws: AgentError.self) { try HTTPURL(text) }
      #expect(error?.description.contains("s3cret") == false)
    }
  }

  @Test(arguments: [
    ("http://h/v1", "/responses", "http://h/v1/responses"), ("http://h", "/x", "http://h/x"),
    ("http://h/v1/", "/x", "http://h/v1/x"), ("http://h/v1?a=b", "/x", "http://h/v1/x"),
  ])
  func appends(_ base: String, _ path: String, _ whole: String) throws {
    #expect(try HTTPURL(base).appending(path).description == whole)
  }

  @Test(arguments: [
    ("http://localhost:1/", true), ("http://127.0.0.1/", true), ("http://127.9.9.9/", true),
    ("http://[::1]/", true), ("http://127.0.0.1.example.com/", false), ("http://128.0.0.1/", false),
    ("http://localhost.example.com/", false), ("http://0.0.0.0/", false),
  ])
  func knowsLoopback(_ text: String, _ expected: Bool) throws {
    #expect(try HTTPURL(text).isLoopback == expected)
  }
}
