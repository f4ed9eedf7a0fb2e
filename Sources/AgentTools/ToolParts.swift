import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// What an extension gives beside its words: lines of NDJSON, `{"type":"text","text":…}` or
/// `{"type":"image","path":…}` (or `data` in Base64, with `media_type`).
struct ToolParts: Equatable {
  var text = ""
  var images: [ToolImage] = []

  static let imageLimit = 20
  /// Bytes of all images of a call.
  static let byteLimit = 32 << 20

  /// - Parameters:
  ///   - read: gives the bytes of a file that a part names.
  init(_ values: [JSON], read: (String) throws(AgentError) -> [UInt8]) throws(AgentError) {
    var left = Self.byteLimit
    for (index, value) in values.enumerated() {
      let place = "part \(index + 1)"
      switch value["type"]?.string {
      case "text":
        guard let piece = value["text"]?.string else { throw Self.bad("has no 'text'", place) }
        text += piece
      case "image":
        if images.count == Self.imageLimit {
          throw AgentError(.tooLarge, "more than \(Self.imageLimit) images", object: place)
        }
        let bytes = try Self.bytes(value, place, read)
        left -= bytes.count
        if left < 0 {
          throw AgentError(.tooLarge, "images of more than \(Self.byteLimit >> 20) MiB", object: place)
        }
        guard let type = ImageHeader.mediaType(bytes) else {
          throw Self.bad("is no PNG, JPEG, GIF or WebP image", place)
        }
        if let header = ImageHeader(bytes), max(header.width, header.height) > ImageHeader.longestTaken {
          throw AgentError(.tooLarge, "has \(header.width)x\(header.height) pixels", object: place)
        }
        images.append(ToolImage(mediaType: type, bytes: bytes))
      default: throw Self.bad("has no 'type' text or image", place)
      }
    }
  }

  /// The values of NDJSON.
  static func values(_ bytes: [UInt8]) throws(AgentError) -> [JSON] {
    var reader = LineReader(limit: byteLimit * 2)
    reader.append(bytes)
    var values: [JSON] = []
    do {
      while let line = try reader.next() { values.append(try JSON(parsing: line.bytes, depthLimit: 64)) }
      if let line = try reader.finish() { values.append(try JSON(parsing: line.bytes, depthLimit: 64)) }
    } catch {
      throw bad("is not JSON: \(error)", "part \(values.count + 1)")
    }
    return values
  }

  private static func bytes(_ value: JSON, _ place: String, _ read: (String) throws(AgentError) -> [UInt8])
    throws(AgentError) -> [UInt8]
  {
    if let path = value["path"]?.string { return try read(path) }
    guard let data = value["data"]?.string, let bytes = Base64.decode(data.utf8) else {
      throw bad("has neither 'path' nor 'data' in Base64", place)
    }
    return bytes
  }

  private static func bad(_ why: String, _ place: String) -> AgentError {
    AgentError(.badData, why, object: place)
  }
}
