import AgentCore
import AgentJSON
import Testing

@testable import AgentTools

@Suite struct MCPResultTests {
  @Test func everyKindOfContent() {
    let output = MCPResult.output(
      [
        "content": [
          ["type": "text", "text": "one"],
          ["type": "image", "mimeType": "image/png", "data": "aGVsbG8="],
          ["type": "image", "mimeType": "text/html", "data": "aGVsbG8="],
          ["type": "image", "mimeType": "image/png", "data": "!"],
          ["type": "audio", "mimeType": "audio/wav", "data": "aGVsbG8="],
          ["type": "resource_link", "uri": "file:///a", "name": "a"],
          ["type": "resource", "resource": ["uri": "file:///b", "text": "inside"]],
          ["type": "resource", "resource": ["uri": "file:///c", "mimeType": "x/y", "blob": "aGVsbG8="]],
          ["type": "hologram"], 7,
        ], "structuredContent": ["a": 1],
      ], limit: 10_000)
    #expect(output.succeeded)
    #expect(output.images == [ToolImage(mediaType: "image/png", bytes: Array("hello".utf8))])
    for words in [
      "one", "[image: image/png, 6 bytes]", "[image left out: text/html, 6 bytes]",
      "[audio: audio/wav, 6 bytes]", "[resource a, file:///a]", "file:///b\ninside",
      "[resource file:///c: x/y, 6 bytes]", "unknown type 'hologram'",
    ] { #expect(output.text.contains(words), "\(words) in \(output.text)") }
    let item = output.itemFields["result"]
    #expect(item?["structured_content"] == ["a": 1] && output.itemFields["error"] == .null)
    #expect(item?.text.contains("aGVsbG8=") == false)
  }

  @Test func failuresAndEmptyResults() {
    let failed = MCPResult.output(
      ["content": [["type": "text", "text": "no"]], "isError": true], limit: 100)
    #expect(!failed.succeeded && failed.text == "no" && failed.itemFields["error"]?["message"] == "no")
    #expect(MCPResult.output([:], limit: 100).text == "[no output]")
    #expect(MCPResult.output(["structuredContent": [1, 2]], limit: 100).text == "[1,2]")
    #expect(MCPResult.output("odd", limit: 100).text == "[no output]")
    let failure = MCPResult.failure(AgentError(.network, "gone", object: "s"))
    #expect(failure.text == "Error: s: gone" && !failure.succeeded)
  }

  @Test func whatIsLongIsCut() {
    let text = String(repeating: "line\n", count: 10_000)
    let result: JSON = [
      "content": [["type": "text", "text": .string(text)]], "structuredContent": .string(text),
    ]
    let output = MCPResult.output(result, limit: 1000)
    #expect(output.text.utf8.count < 1200 && output.text.contains("bytes left out"))
    #expect(output.itemFields["result"] == ["content": [], "structured_content": .null])
  }

  @Test func headersOfArguments() {
    let schema: JSON = [
      "properties": [
        "a": ["type": "string", "x-mcp-header": "Region"],
        "b": ["properties": ["c": ["type": "integer", "x-mcp-header": "Count"]]],
        "d": ["type": "boolean", "x-mcp-header": "Flag"], "e": ["type": "string"],
      ]
    ]
    let found = MCPHeaders.parameters(["a": "grün", "b": ["c": 3], "d": true, "e": "x"], schema: schema)
    #expect(found.map(\.name) == ["Mcp-Param-Region", "Mcp-Param-Count", "Mcp-Param-Flag"])
    #expect(found.map(\.value) == ["=?base64?Z3LDvG4=?=", "3", "true"])
    #expect(MCPHeaders.parameters([:], schema: schema).isEmpty)
    #expect(MCPHeaders.value(" x") == "=?base64?IHg=?=" && MCPHeaders.value("plain x") == "plain x")
  }
}
