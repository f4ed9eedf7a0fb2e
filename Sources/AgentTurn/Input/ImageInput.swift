public import AgentCore
public import AgentJSON
import AgentSystem

/// `-i`: a picture for the model, from a file or by URL.
public enum ImageInput {
  /// Most bytes of an image file.
  public static let limit = 20 << 20

  /// An `input_image` part. A URL is handed on as it is; a file becomes a `data:` URL.
  public static func part(_ source: String, base: String) throws(AgentError) -> JSON {
    if source.hasPrefix("https://") || source.hasPrefix("http://") || source.hasPrefix("data:image/") {
      return InputItem.image(url: source)
    }
    let bytes: [UInt8]
    do {
      bytes = try Files.read(Path.absolute(source, base: base), limit: limit)
    } catch {
      throw AgentError(error)
    }
    guard let type = mediaType(bytes) else {
      throw AgentError(.badData, "is not a PNG, JPEG, GIF or WebP image", object: source)
    }
    return InputItem.image(url: "data:\(type);base64,\(Base64.encode(bytes))")
  }

  /// By the first bytes, never by the name.
  static func mediaType(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) { return "image/png" }
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "image/jpeg" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "image/webp"
    }
    return nil
  }
}

/// Base64 with padding (RFC 4648 section 4).
public enum Base64 {
  public static func encode(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        let digit = alphabet[Int(bits >> UInt32(18 - 6 * index)) & 63]
        text.append(index <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
