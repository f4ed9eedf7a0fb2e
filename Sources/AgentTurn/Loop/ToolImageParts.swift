import AgentCore
import AgentJSON
import AgentSystem
import AgentTools

/// The output of a call as a Responses item has it: a text, or parts where there are images beside it. Pure.
enum ToolImageParts {
  static func output(_ text: String, _ images: [ToolImage]) -> JSON {
    if images.isEmpty { return .string(text) }
    let parts = images.map { InputItem.image(url: "data:\($0.mediaType);base64,\(Base64.encode($0.bytes))") }
    return .array((text.isEmpty ? [] : [InputItem.text(text)]) + parts)
  }

  /// What the event's item tells of an image, whose bytes are in `raw`.
  static func summary(_ image: ToolImage) -> JSON {
    var summary: JSONObject = ["media_type": .string(image.mediaType), "bytes": .int(image.bytes.count)]
    if let header = ImageHeader(image.bytes) {
      summary.append("width", .int(header.width))
      summary.append("height", .int(header.height))
    }
    return .object(summary)
  }
}
