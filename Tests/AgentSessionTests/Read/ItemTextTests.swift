import AgentJSON
import Testing

@testable import AgentSession

@Suite struct ItemTextTests {
  @Test(arguments: [
    (#""plain""#, "plain"), ("[]", ""), ("null", ""),
    (
      #"[{"type":"message","role":"user","content":"a"},{"type":"message","content":[{"type":"input_text","text":"b"}]}]"#,
      "a\n\nb"
    ),
    (#"[{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]"#, "[image]"),
    (#"[{"type":"input_image","path":"/x.png"}]"#, "[image: /x.png]"),
    (#"[{"type":"input_file","filename":"a.pdf"}]"#, "[file: a.pdf]"),
    (#"[{"type":"refusal","refusal":"no"}]"#, "no"), (#"[{"type":"other"}]"#, "[other]"),
  ])
  func texts(_ input: String, _ expected: String) throws {
    #expect(ItemText.text(ofInput: try JSON(parsing: input)) == expected)
  }
}
