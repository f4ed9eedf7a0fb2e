import Testing

@testable import AgentMemory

@Suite struct SpokenTextTests {
  @Test(arguments: [
    ("Ann: hello", "Ann"), ("Mary Ann Smith: hello", "Mary Ann Smith"), ("Ann:\nhello", "Ann"),
    ("user: hello", "user"), ("AI: hello", "AI"), ("kim_42: hello", "kim_42"), ("@kim: hello", "kim"),
    ("<Ann> hello", "Ann"), ("<kim-k> hello", "kim-k"), ("**Ann**: hello", "Ann"), ("**Ann:** hello", "Ann"),
    ("[2024-03-01 10:15] Ann: hello", "Ann"), ("(10:15) Ann: hello", "Ann"), ("10:15 Ann: hello", "Ann"),
    ("01/03/2024, 10:15 - Mary Ann: hello", "Mary Ann"), ("[1/3/24, 9:05:11 PM] kim: hello", "kim"),
    ("2024-03-01T10:15:00Z <ann> hello", "ann"), ("Émile: hello", "Émile"),
  ])
  func whoSpeaksIsFound(_ text: String, _ name: String) {
    #expect(SpokenText.actor(of: text) == name)
    #expect(SpokenText.words(of: text).dropFirst() == "hello")
  }

  @Test(arguments: [
    "", ":", ": hello", "note: hello", "Ann:hello", "no name here", "Https://x: y", "A B C D: hello",
    "<b>bold</b> text",
    "10:15 is the time", "[x] done: yes", "the rule is this: hello", "**bold** text: more", "[10:15", "<",
    "**", "10:15 ",
    "Ann:", "12: hello",
  ])
  func whatIsNoTalkHasNobody(_ text: String) {
    #expect(SpokenText.actor(of: text) == nil)
    #expect(SpokenText.words(of: text) == text)
  }
}
