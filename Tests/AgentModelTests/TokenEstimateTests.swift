import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import AgentModel

/// Estimates beside what o200k_base counts: `Tables/tokens.ndjson` has a line for each text, with its count
/// and how many per cent the estimate may be off.
@Suite struct TokenEstimateTests {
  struct Sample: Sendable, CustomStringConvertible {
    let name: String
    let text: String
    let tokens: Int
    let within: Int
    var description: String { name }
  }

  static let samples: [Sample] = {
    let path = Path.join(Path.parent(#filePath), "Tables/tokens.ndjson")
    let lines = (try? Files.read(path)).map { $0.split(separator: 0x0a) } ?? []
    return lines.compactMap { line in
      guard let json = try? JSON(parsing: line), let name = json["name"]?.string,
        let text = json["text"]?.string,
        let tokens = json["tokens"]?.int, let within = json["within"]?.int
      else { return nil }
      return Sample(name: name, text: text, tokens: tokens, within: within)
    }
  }()

  @Test func theTableIsThere() { #expect(Self.samples.count >= 10) }

  @Test(arguments: samples)
  func isNearTheCount(_ sample: Sample) {
    let difference = TokenEstimate.tokens(in: sample.text) - sample.tokens
    #expect(abs(difference) * 100 <= sample.within * sample.tokens, "off by \(difference)")
  }

  /// An image costs what its size says: 32 by 32 pixels a token, made to fit into 2048, and 1536 at most.
  @Test(arguments: [(32, 32, 1), (640, 480, 300), (4096, 1024, 1024), (2048, 2048, 1536)])
  func imagesCostBySize(_ width: Int, _ height: Int, _ tokens: Int) {
    let size = [width & 255, width >> 8, height & 255, height >> 8].map { UInt8($0) }
    let url = "data:image/gif;base64,\(Base64.encode(Array("GIF89a".utf8) + size + [0, 0]))"
    func cost(_ url: String) -> Int {
      TokenEstimate.tokens(inItem: [
        "role": "user", "content": [["type": "input_image", "image_url": .string(url)]],
      ])
    }
    let frame = TokenEstimate.tokens(inItem: ["role": "user", "content": []])
    #expect(cost(url) - frame == tokens)
    #expect(
      cost("https://example.org/a.png") - frame == 1000 && cost("data:image/png;base64,!") - frame == 1000)
  }

  @Test func nothingIsNothing() { #expect(TokenEstimate.tokens(in: "") == 0) }

  @Test func itemsAreTheirTexts() {
    let text = "The quick brown fox jumps over the lazy dog."
    let item: JSON = [
      "type": "message", "role": "user", "content": [["type": "input_text", "text": .string(text)]],
    ]
    #expect(TokenEstimate.tokens(inItem: item) == TokenEstimate.tokens(in: text) + 4)
  }

  @Test func imagesAndSealedReasoningAreNotReadAsText() {
    let data = String(repeating: "A", count: 100_000)
    let image: JSON = ["type": "input_image", "image_url": .string("data:image/png;base64,\(data)")]
    #expect(TokenEstimate.tokens(inItem: ["role": "user", "content": [image]]) == 1004)
    let sealed: JSON = ["type": "reasoning", "encrypted_content": .string(data)]
    #expect(TokenEstimate.tokens(inItem: sealed) == (75_000 - 650) / 4 + 4)
  }

  @Test func aRequestIsAllOfIt() {
    let bare = ModelRequest(model: "m", input: [])
    var full = bare
    full.instructions = "Be brief."
    full.tools = [ToolSpec(name: "read", description: "Reads a file.")]
    full.input = [["role": "user", "content": "Hi"]]
    #expect(TokenEstimate.tokens(in: full) > TokenEstimate.tokens(in: bare) + 15)
  }
}
