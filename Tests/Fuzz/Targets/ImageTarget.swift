import AgentCore
import AgentSystem

extension FuzzTarget {
  /// An image's first bytes: what a part of them says of its size, all of them say. And Base64: what is written
  /// reads back, what reads is what would be written.
  static let image = FuzzTarget("image") { input in
    let bytes = Array(input)
    if let header = ImageHeader(Array(bytes.prefix(bytes.count / 2))) {
      require(ImageHeader(bytes) == header, "a part says what the whole says")
    }
    if let header = ImageHeader(bytes) {
      require(header.mediaType == ImageHeader.mediaType(bytes), "the type is that of the first bytes")
      require(header.width > 0 && header.height > 0, "an image has a size")
    }
    require(Base64.decode(Base64.encode(bytes).utf8) == bytes, "what is written reads back")
    if let decoded = Base64.decode(bytes) {
      let plain = bytes.filter { $0 != 0x0a && $0 != 0x0d }
      require(Array(Base64.encode(decoded).utf8) == plain, "what reads is what would be written")
    }
  }
}
