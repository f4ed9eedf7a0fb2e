import Testing

@testable import AgentModel

/// A key is never printed, however it is printed.
@Suite struct SecretTests {
  @Test func printsAsAPlaceholder() throws {
    let secret = try #require(Secret("  sk-canary\n") as Secret?)
    var dumped = ""
    dump([secret], to: &dumped)
    let prints = ["\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])", dumped]
    #expect(prints.allSatisfy { !$0.contains("canary") })
    #expect(secret.reveal() == "sk-canary")
  }

  @Test(arguments: ["", "  \n", "a b", "key\r\nX-Injected: 1", "schlüssel"])
  func refusesWhatAHeaderCannotCarry(_ text: String) { #expect(Secret(text) == nil) }

  @Test func redactsEveryOccurrence() throws {
    let secret = try #require(Secret("sk-1"))
    #expect(secret.redact("sk-1 and «sk-1»: sk-2") == "<secret> and «<secret>»: sk-2")
    #expect(secret.redact("s") == "s" && secret.redact("") == "" && secret.redact("ssk-") == "ssk-")
    #expect(secret.redact("ssk-1") == "s<secret>")
  }
}
