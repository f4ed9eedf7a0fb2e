import Testing

@testable import AgentTurn

@Suite struct SystemPromptTests {
  @Test func saysNoMoreThanItMust() {
    let bare = SystemPrompt.standard(hasTools: false)
    #expect(bare.utf8.count < 400)
    #expect(!bare.contains("tools to look"))
    #expect(SystemPrompt.standard(hasTools: true).hasPrefix(bare))
    let named = SystemPrompt.standard(hasTools: false, name: "Ada", user: "Bob")
    #expect(named.hasPrefix("You are Ada,") && named.hasSuffix("The user is called Bob."))
  }
}
