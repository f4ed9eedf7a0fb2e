import AgentCore
import AgentJSON
import Testing

@testable import AgentTurn

@Suite struct PipedInputTests {
  func read(_ text: String, _ mode: PipedInput.Mode = .auto, strict: Bool = false, allowPartial: Bool = false)
    throws -> PipedInput
  {
    try PipedInput(Array(text.utf8), mode: mode, strict: strict, allowPartial: allowPartial)
  }

  static let document = #"{"type":"document","doc":"d","part":1,"text":"body","path":"a.md"}"#
  static let memory = #"{"type":"memory","id":"m1","text":"likes tea"}"#
  static let failure =
    #"{"type":"error","code":"bad_data","exit":65,"message":"broken.pdf: no","hint":null,"retryable":false}"#

  @Test(arguments: [
    ("plain words", true), ("{\"a\":1}", true), ("[1,2]", true), ("{\"type\":\"document\"}", true),
    ("{\"type\":\"nosuch\",\"text\":\"x\"}", true),
    ("{\"text\":\"x\",\"doc\":\"d\",\"part\":1,\"type\":\"document\"}", true),
    ("{\"type\":\"document\", broken", true), (document, false), (document + "\r\n", false),
    ("\n" + document, false),
    (memory, false),
    (
      "{\"type\":\"item.completed\",\"v\":1,\"item\":{\"id\":\"1\",\"type\":\"agent_message\",\"text\":\"t\"}}",
      false
    ),
    ("x\n" + document, true),
  ])
  func tellsTextFromRecords(_ input: String, _ isText: Bool) throws {
    #expect((try read(input).text != nil) == isText)
  }

  @Test func whatWasAskedForCounts() throws {
    #expect(try read(Self.document, .text).text == Self.document)
    let error = #expect(throws: AgentError.self) { try read("words", .ndjson) }
    #expect(error?.exitCode == .badData)
  }

  @Test(arguments: [
    (document + "\nnot json\n", "line 2", 67 + 1),
    (document + "\n" + memory + "\n{\"type\":}\n", "line 3", nil),
    (document + "\r\n[1]\n", "line 2", nil), (document + "\n\n\n{\n", "line 4", nil),
  ])
  func aMalformedLineIsToldWithLineAndByte(_ input: String, _ line: String, _ byte: Int?) throws {
    let error = try #require(#expect(throws: AgentError.self) { try read(input) })
    #expect(error.exitCode == .badData)
    #expect(error.object?.hasSuffix(line) == true, "\(error)")
    #expect(error.message.contains("byte"), "\(error)")
  }

  @Test func partsKeepTheirOrder() throws {
    let input = try read(
      [Self.memory, Self.document, #"{"type":"todo","plan":"p","index":1,"title":"wash","state":"open"}"#]
        .joined(separator: "\n"))
    #expect(
      input.parts.map { $0["text"]?.string ?? "" } == [
        "<memory id=\"m1\">likes tea</memory>", "<document path=\"a.md\">\nbody\n</document>",
        "<todo plan=\"p\" state=\"open\">wash</todo>",
      ])
    #expect(input.notices.isEmpty && input.text == nil)
  }

  @Test func anUpstreamThatEndedWithAnErrorStopsIt() throws {
    let input = Self.document + "\n" + Self.failure
    let error = try #require(#expect(throws: AgentError.self) { try read(input) })
    #expect(error.exitCode == .partial)
    #expect(error.message.contains("broken.pdf"))
    #expect(try read(input, allowPartial: true).parts.count == 1)
    // Only an error at the end.
    #expect(try read(Self.failure + "\n" + Self.document).parts.count == 1)
    let failed = #"{"type":"turn.failed","v":1,"error":{"code":"refusal","message":"no"},"exit_code":1}"#
    #expect(throws: AgentError.self) { try read(Self.document + "\n" + failed) }
  }

  @Test func recordsOfNoUseArePassedOverWithOneNotice() throws {
    let session = #"{"type":"session","id":"s"}"#
    let input = try read(
      [Self.document, session, session, #"{"type":"ack","seq":1}"#].joined(separator: "\n"))
    #expect(input.parts.count == 1)
    #expect(input.notices.count == 1)
    #expect(input.notices[0].payload["message"]?.string?.contains("ack, session") == true)
    let error = #expect(throws: AgentError.self) { try read(Self.document + "\n" + session, strict: true) }
    #expect(error?.object?.hasSuffix("line 2") == true)
  }

  @Test func nothingIsANotice() throws {
    #expect(try read("").notices.first?.payload["code"] == "empty_input")
    #expect(try read("", .ndjson).parts.isEmpty)
    #expect(try read("\n\n", .ndjson).notices.first?.payload["code"] == "empty_input")
  }

  @Test(arguments: [[0xff, 0x41], [0xf0, 0x9f, 0x98], [0x41, 0xc3]] as [[UInt8]])
  func brokenTextIsReplacedAndTold(_ bytes: [UInt8]) throws {
    let input = try PipedInput(bytes, mode: .auto)
    #expect(input.notices.first?.payload["code"] == "invalid_utf8")
    #expect(input.text?.contains("\u{fffd}") == true)
    #expect(try read("é😀").notices.isEmpty)
  }
}
