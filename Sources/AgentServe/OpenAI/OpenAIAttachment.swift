import AgentSystem

/// What a message brings beside its words.
enum OpenAIAttachment: Equatable {
  case image([UInt8])
  /// An image that the model's server fetches itself.
  case imageLink(String)
  /// A document, read by agent-extract(1) by what it holds; the name is only what it is called.
  case document(name: String, [UInt8])

  /// Links are longer only by mistake.
  private static let longestLink = 8 << 10

  init(image url: String, at place: String) throws(OpenAIError) {
    if url.hasPrefix(bytes: "data:") {
      self = .image(try Self.data(of: url, at: place))
    } else if url.hasPrefix(bytes: "https://") || url.hasPrefix(bytes: "http://") {
      // It becomes a word of a command line.
      guard url.utf8.count <= Self.longestLink, url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
        throw .invalid("is not a URL", place)
      }
      self = .imageLink(url)
    } else {
      throw .invalid("must be a data:, https: or http: URL", place)
    }
  }

  init(document url: String, name: String, at place: String) throws(OpenAIError) {
    self = .document(name: Self.fileName(name), try Self.data(of: url, at: place))
  }

  /// The bytes of a `data:` URL in Base64 (RFC 2397).
  private static func data(of url: String, at place: String) throws(OpenAIError) -> [UInt8] {
    guard url.hasPrefix(bytes: "data:"), let (head, body) = url.cut(byte: ",") else {
      throw .invalid("must be a data: URL", place)
    }
    guard head.hasSuffix(bytes: ";base64"), let bytes = Base64.decode(body.utf8), !bytes.isEmpty else {
      throw .invalid("must be a data: URL in Base64", place)
    }
    return bytes
  }

  /// What may be the name of a file in a directory of its own: of what stands behind the last slash, the letters,
  /// digits, and a few marks.
  static func fileName(_ name: String) -> String {
    let last = name.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
    let kept = last.suffix(100).map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    let text = String(
      decoding: kept.drop { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }, as: UTF8.self)
    return text.isEmpty ? "document" : text
  }
}
