import AgentJSON
import AgentTools
import Testing

@testable import AgentTurn

@Suite struct ToolImagePartsTests {
  @Test func aTextStaysAText() { #expect(ToolImageParts.output("words", []) == "words") }

  @Test func imagesStandBehindTheText() {
    let image = ToolImage(mediaType: "image/gif", bytes: Array("GIF89a".utf8) + [2, 0, 1, 0])
    let parts = ToolImageParts.output("words", [image]).array ?? []
    #expect(parts.map { $0["type"] } == ["input_text", "input_image"])
    #expect(parts[1]["image_url"] == "data:image/gif;base64,R0lGODlhAgABAA==")
    #expect(ToolImageParts.output("", [image]).array?.count == 1)
    #expect(
      ToolImageParts.summary(image) == ["media_type": "image/gif", "bytes": 10, "width": 2, "height": 1])
  }
}
