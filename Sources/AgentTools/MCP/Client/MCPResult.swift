import AgentCore
import AgentJSON
import AgentSystem

/// What the model, and the event's item, get of a tool's result. Pure.
struct MCPResult {
  /// Images that are passed on of one result, and the most bytes of one.
  private static let mostImages = 8
  private static let imageLimit = 16 << 20

  private let limit: Int
  private var texts: [String] = []
  private var images: [ToolImage] = []

  /// - Parameter limit: most bytes of text that are taken.
  static func output(_ result: JSON, limit: Int) -> ToolOutput {
    var reader = MCPResult(limit: limit)
    let parts = result["content"]?.array ?? []
    for part in parts { reader.take(part) }
    let structured = result["structuredContent"].flatMap { $0.isNull ? nil : $0 }
    // Servers say the same in words, for those who read only words.
    if reader.texts.isEmpty, let structured { reader.texts.append(structured.text) }
    if reader.texts.isEmpty, reader.images.isEmpty { reader.texts.append("[no output]") }
    let whole = reader.texts.joined(separator: "\n")
    let text = OutputBound.apply(whole, limit: limit).text
    let hasFailed = result["isError"]?.bool ?? false
    var output = ToolOutput(text, succeeded: !hasFailed)
    output.images = reader.images
    output.itemFields.append("result", reader.item(parts, structured))
    output.itemFields.append(
      "error", hasFailed ? ["message": .string(OutputBound.apply(text, limit: 2048).text)] : .null)
    return output
  }

  /// What a call that never got a result gives.
  static func failure(_ error: AgentError) -> ToolOutput {
    let words = error.description
    return ToolOutput(
      "Error: \(words)", succeeded: false,
      itemFields: ["result": .null, "error": ["message": .string(words)]])
  }

  private init(limit: Int) { self.limit = limit }

  private mutating func take(_ part: JSON) {
    switch part["type"]?.string {
    case "text": texts.append(part["text"]?.string ?? "")
    case "image": takeImage(part)
    case "audio": texts.append(Self.bytes("audio", part["mimeType"], part["data"]))
    case "resource_link":
      let words = [part["title"] ?? part["name"], part["uri"], part["mimeType"], part["description"]]
      texts.append("[resource \(words.compactMap { $0?.string }.joined(separator: ", "))]")
    case "resource":
      let resource = part["resource"] ?? .null
      let uri = resource["uri"]?.string ?? ""
      if let text = resource["text"]?.string {
        texts.append("\(uri)\n\(text)")
      } else {
        texts.append(Self.bytes("resource \(uri)", resource["mimeType"], resource["blob"]))
      }
    case let other: texts.append("[content of the unknown type '\((other ?? "").prefix(40))']")
    }
  }

  private mutating func takeImage(_ part: JSON) {
    let type = part["mimeType"]?.string ?? ""
    let data = part["data"]?.string ?? ""
    guard type.hasPrefix("image/"), images.count < Self.mostImages,
      data.utf8.count / 4 * 3 <= Self.imageLimit,
      let bytes = Base64.decode(data.utf8), !bytes.isEmpty
    else {
      texts.append(Self.bytes("image left out", part["mimeType"], part["data"]))
      return
    }
    images.append(ToolImage(mediaType: type, bytes: bytes))
    texts.append(Self.bytes("image", part["mimeType"], part["data"]))
  }

  private static func bytes(_ what: String, _ type: JSON?, _ data: JSON?) -> String {
    "[\(what): \(type?.string ?? "unknown type"), \((data?.string?.utf8.count ?? 0) / 4 * 3) bytes]"
  }

  /// The result as it came, without the bytes of media and as far as it fits.
  private func item(_ parts: [JSON], _ structured: JSON?) -> JSON {
    var room = limit
    var content: [JSON] = []
    for part in parts {
      guard var object = part.object else { continue }
      if object["data"] != nil { object["data"] = nil }
      if var resource = object["resource"]?.object, resource["blob"] != nil {
        resource["blob"] = nil
        object["resource"] = .object(resource)
      }
      let part = JSON.object(object)
      room -= part.byteCount
      if room < 0 { break }
      content.append(part)
    }
    let fits = structured.map { $0.byteCount <= limit } ?? false
    return ["content": .array(content), "structured_content": fits ? structured ?? .null : .null]
  }
}
