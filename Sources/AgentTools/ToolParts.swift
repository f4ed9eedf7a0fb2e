import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// What an extension gives beside its words: lines of NDJSON, `{"type":"text","text":…}` or
/// `{"type":"image","path":…}` (or `data` in Base64, with `media_type`), and `{"type":"todo_list","items":…}`, which
/// is for who follows the turn, not for the model.
struct ToolParts: Equatable {
  var text = ""
  var images: [ToolImage] = []
  var items: [JSONObject] = []

  static let imageLimit = 20
  /// Entries of a todo list; what is beyond them is left out.
  static let todoLimit = 1000
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
      case "todo_list": items = [try Self.todoList(value, place)]
      default: throw Self.bad("has no 'type' text, image or todo_list", place)
      }
    }
  }

  /// Only what an item of that type has.
  private static func todoList(_ value: JSON, _ place: String) throws(AgentError) -> JSONObject {
    guard let entries = value["items"]?.array else { throw bad("has no list 'items'", place) }
    let items = try entries.prefix(todoLimit).map { entry throws(AgentError) -> JSON in
      guard let text = entry["text"]?.string, let isDone = entry["completed"]?.bool else {
        throw bad("has an item without 'text' or 'completed'", place)
      }
      return ["text": .string(text), "completed": .bool(isDone)]
    }
    return ["type": "todo_list", "items": .array(items)]
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
