/// What an image is and how large, read from its first bytes: enough to choose a size and to count tokens without
/// decoding it.
///
/// Formats: PNG (W3C, section 11.2.2), JPEG (ITU-T T.81, B.2.2), GIF (89a specification, 18), WebP (RFC 9649, 2.5 to 2.7).
public struct ImageHeader: Sendable, Equatable {
  public let mediaType: String
  /// In pixels, as they are stored: a camera's note to turn the image is not heeded.
  public let width: Int
  public let height: Int

  /// Pixels along the longer side that models keep of an image at most; larger ones are made smaller.
  public static let longestKept = 2048
  /// Those beyond which no model takes an image.
  public static let longestTaken = 8000

  /// Pixels on a side; no format but PNG can say more, and no program takes it.
  private static let mostPixels = 1 << 20

  /// nil for anything but a PNG, JPEG, GIF or WebP image with a size.
  public init?(_ bytes: [UInt8]) {
    guard let type = Self.mediaType(bytes), let size = Self.size(bytes, type),
      (1...Self.mostPixels).contains(size.width), (1...Self.mostPixels).contains(size.height)
    else {
      return nil
    }
    mediaType = type
    (width, height) = size
  }

  /// By the first bytes, never by the name.
  public static func mediaType(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) { return "image/png" }
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "image/jpeg" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "image/webp"
    }
    return nil
  }

  private static func size(_ bytes: [UInt8], _ type: String) -> (width: Int, height: Int)? {
    switch type {
    case "image/png":
      guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
      return (big(bytes, 16, 4), big(bytes, 20, 4))
    case "image/gif": return bytes.count < 10 ? nil : (little(bytes, 6, 2), little(bytes, 8, 2))
    case "image/jpeg": return sizeOfJPEG(bytes)
    default: return sizeOfWebP(bytes)
    }
  }

  /// The first frame header among the segments.
  private static func sizeOfJPEG(_ bytes: [UInt8]) -> (Int, Int)? {
    var place = 2
    while place + 9 <= bytes.count {
      guard bytes[place] == 0xff else { return nil }
      let marker = bytes[place + 1]
      switch marker {
      case 0xff: place += 1
      case 0x01, 0xd0...0xd8: place += 2
      case 0xc0...0xcf where ![0xc4, 0xc8, 0xcc].contains(marker):
        return (big(bytes, place + 7, 2), big(bytes, place + 5, 2))
      case 0xd9, 0xda: return nil
      default: place += 2 + max(2, big(bytes, place + 2, 2))
      }
    }
    return nil
  }

  private static func sizeOfWebP(_ bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 30 else { return nil }
    switch String(decoding: bytes[12..<16], as: UTF8.self) {
    case "VP8 ":
      guard bytes[23..<26].elementsEqual([0x9d, 0x01, 0x2a]) else { return nil }
      return (little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff)
    case "VP8L":
      guard bytes[20] == 0x2f else { return nil }
      let bits = little(bytes, 21, 4)
      return ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)
    case "VP8X": return (little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1)
    default: return nil
    }
  }

  private static func big(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
    bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func little(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
    bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
