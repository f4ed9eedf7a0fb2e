import AgentCore
import AgentHTTP
import AgentJSON
import AgentTesting
import Testing

@testable import AgentModel

/// Which key goes where; above all, which does not.
@Suite struct KeySourceTests {
  private func choose(
    _ url: String, options: KeySource.Options = .init(), option: JSONObject = [:],
    environment: [String: String] = [:], settings: JSONObject = [:], user: JSONObject = [:]
  ) throws -> String {
    let configuration = Configuration(options: option, environment: settings, user: ("user.json", user))
    switch try KeySource.choose(
      for: try HTTPURL(url), options: options, configuration: configuration, environment: environment)
    {
    case .file(let path): return "file \(path)"
    case .descriptor(let fd): return "fd \(fd)"
    case .command(let text): return "command \(text)"
    case .value(let secret, let name): return "\(name)=\(secret.reveal())"
    case .none: return "none"
    }
  }

  @Test func optionsCountFirstInTheirOrder() throws {
    var options = KeySource.Options(file: "/k", descriptor: 3, command: "c")
    let user: JSONObject = ["api_key": "u", "base_url": "https://h/v1"]
    #expect(try choose("https://h/v1", options: options, user: user) == "file /k")
    options.file = nil
    #expect(try choose("https://h/v1", options: options, user: user) == "fd 3")
    options.descriptor = nil
    #expect(try choose("https://h/v1", options: options, user: user) == "command c")
  }

  @Test func aConfiguredKeyGoesToTheConfiguredAddress() throws {
    let user: JSONObject = ["api_key": "u", "base_url": "https://h/v1"]
    #expect(try choose("https://h/v1", user: user) == "api_key=u")
    #expect(
      try choose("https://h/v1", user: ["key_command": "pass x", "base_url": "https://h/v1"])
        == "command pass x")
  }

  @Test func aKeyBoundToOneAddressGoesToNoOther() {
    let user: JSONObject = ["api_key": "u", "base_url": "https://h/v1"]
    let error = #expect(throws: AgentError.self) {
      try choose("https://other/v1", option: ["base_url": "https://other/v1"], user: user)
    }
    #expect(error?.code == .auth)
    #expect(error?.exitCode == .notPermitted)
  }

  @Test func aKeyWithoutAnAddressGoesToTheGivenOne() throws {
    let option: JSONObject = ["base_url": "https://h/v1"]
    #expect(try choose("https://h/v1", option: option, settings: ["api_key": "e"]) == "api_key=e")
    let user: JSONObject = ["api_key": "u", "base_url": "https://else/v1"]
    #expect(try choose("https://h/v1", option: option, settings: ["api_key": "e"], user: user) == "api_key=e")
  }

  @Test func vendorsKeysGoToTheirVendors() throws {
    let keys = ["OPENAI_API_KEY": "o", "ANTHROPIC_API_KEY": "a"]
    #expect(try choose("https://api.openai.com/v1", environment: keys) == "OPENAI_API_KEY=o")
    #expect(try choose("https://api.anthropic.com/v1", environment: keys) == "ANTHROPIC_API_KEY=a")
    #expect(
      try choose("https://api.openai.com/v1", environment: keys, user: ["openai_api_key": "c"])
        == "openai_api_key=c")
    #expect(try choose("http://127.0.0.1:1/v1", environment: keys) == "none")
  }

  @Test(arguments: [
    "http://api.openai.com/v1", "https://api.openai.com:8443/v1", "https://api.openai.com.evil.example/v1",
    "https://evil.example/api.openai.com",
  ])
  func vendorsKeysGoNowhereElse(url: String) {
    let error = #expect(throws: AgentError.self) {
      try choose(url, option: ["base_url": .string(url)], environment: ["OPENAI_API_KEY": "o"])
    }
    #expect(error?.code == .auth)
    #expect(error?.description.contains("o)") != true)
  }

  @Test func aKeyForNoAddressIsNotSentToAVendor() {
    let error = #expect(throws: AgentError.self) {
      try choose("https://api.openai.com/v1", settings: ["api_key": "e"])
    }
    #expect(error?.hint?.contains("OPENAI_API_KEY") == true)
  }

  @Test func aLoopbackAddressNeedsNoneButTakesItsOwn() throws {
    let url = "http://localhost:8080/v1"
    #expect(try choose(url) == "none")
    #expect(try choose(url, option: ["base_url": .string(url)], settings: ["api_key": "e"]) == "api_key=e")
  }
}

/// Getting the key from where it is.
@Suite struct KeyReadingTests {
  private let directory = TestDirectory()

  @Test func readsAFileOfOurOwn() throws {
    let path = try directory.write("key", "\n sk-1 \nignored\n", mode: 0o600)
    #expect(try KeySource.file(path).read(environment: [:])?.reveal() == "sk-1")
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o620])
  func refusesAFileThatOthersMayUse(mode: Int) throws {
    let path = try directory.write("key", "sk-1", mode: UInt32(mode))
    let error = #expect(throws: AgentError.self) { try KeySource.file(path).read(environment: [:]) }
    #expect(error?.exitCode == .notPermitted)
    #expect(error?.hint == "chmod 600 '\(path)'")
  }

  @Test(arguments: ["", "\n\n", "two words"])
  func refusesAFileWithoutAKey(text: String) throws {
    let path = try directory.write("key", text)
    let error = #expect(throws: AgentError.self) { try KeySource.file(path).read(environment: [:]) }
    #expect(error?.code == .auth)
  }

  @Test func aMissingFileIsNoKey() {
    let error = #expect(throws: AgentError.self) {
      try KeySource.file("/no/such/key").read(environment: [:])
    }
    #expect(error?.exitCode == .notPermitted)
  }

  @Test func readsWhatACommandPrints() throws {
    let environment = ["PATH": "/usr/bin:/bin", "K": "sk-2"]
    #expect(try KeySource.command("echo $K").read(environment: environment)?.reveal() == "sk-2")
    let error = #expect(throws: AgentError.self) {
      try KeySource.command("echo sk-3; exit 3").read(environment: environment)
    }
    #expect(error?.description == "key command: ended with 3")
  }
}
