import AgentJSON
import AgentSystem

/// The content of a message: a text, or parts of the kinds that either API has.
struct OpenAIContent: Equatable {
  private(set) var text = ""
  private(set) var attachments: [OpenAIAttachment] = []

  init(_ json: JSON, at place: String) throws(OpenAIError) {
    switch json {
    case .null: break
    case .string(let string): text = string
    case .array(let parts):
      var texts: [String] = []
      for (index, part) in parts.enumerated() {
        try take(part, at: "\(place)[\(index)]", &texts)
      }
      text = texts.joined(separator: "\n\n")
    default: throw .invalid("must be a string or a list of parts", place)
    }
  }

  private mutating func take(_ part: JSON, at place: String, _ texts: inout [String]) throws(OpenAIError) {
    switch part["type"]?.string {
    case "text", "input_text", "output_text":
      guard let text = part["text"]?.string else { throw .invalid("must be a string", "\(place).text") }
      texts.append(text)
    case "refusal":
      guard let text = part["refusal"]?.string else { throw .invalid("must be a string", "\(place).refusal") }
      texts.append(text)
    case "image_url", "input_image":
      // Chat nests the URL, the other API does not.
      guard let url = part["image_url"]?["url"]?.string ?? part["image_url"]?.string else {
        throw .invalid("must be a URL: files are not kept here", "\(place).image_url")
      }
      attachments.append(try OpenAIAttachment(image: url, at: "\(place).image_url"))
    case "file", "input_file":
      let file = part["file"] ?? part
      guard let data = file["file_data"]?.string else {
        throw .invalid("must be a data: URL: files are not kept or fetched here", "\(place).file_data")
      }
      attachments.append(
        try OpenAIAttachment(
          document: data, name: file["filename"]?.string ?? "document", at: "\(place).file_data"))
    case let other?: throw .invalid("a part of type '\(other.utf8Prefix(40))' is not supported", place)
    case nil: throw .invalid("must be a part with a type", place)
    }
  }
}

extension String {
  /// Not more than so many bytes, for what is repeated to a client.
  func utf8Prefix(_ count: Int) -> String {
    utf8.count <= count ? self : String(decoding: utf8.prefix(count), as: UTF8.self)
  }
}
