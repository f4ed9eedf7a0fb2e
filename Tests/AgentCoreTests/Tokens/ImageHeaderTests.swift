import AgentCore
import Testing

@Suite struct ImageHeaderTests {
  private static let png: [UInt8] =
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8) + [
      0, 0, 3, 0x20, 0, 0, 2, 0x58,
    ]
  private static let jpeg: [UInt8] =
    [
      0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 3, 9, 0xff, 0xc2, 0, 11, 8, 0x02, 0x58, 0x03,
      0x20, 1,
    ]
  private static let gif: [UInt8] = Array("GIF89a".utf8) + [0x20, 3, 0x58, 2]
  private static func webp(_ rest: [UInt8]) -> [UInt8] {
    Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBP".utf8) + rest
  }
  private static let lossy = webp(
    Array("VP8 ".utf8) + [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0x20, 0x43, 0x58, 0x42])
  private static let lossless = webp(
    Array("VP8L".utf8) + [0, 0, 0, 0, 0x2f, 0x1f, 0xc3, 0x95, 0, 0, 0, 0, 0, 0])
  private static let extended = webp(
    Array("VP8X".utf8) + [0, 0, 0, 0, 0, 0, 0, 0, 0x1f, 3, 0, 0x57, 2, 0])

  @Test(arguments: [
    (png, "image/png"), (jpeg, "image/jpeg"), (gif, "image/gif"), (lossy, "image/webp"),
    (lossless, "image/webp"),
    (extended, "image/webp"),
  ])
  func sizes(_ bytes: [UInt8], _ type: String) throws {
    let header = try #require(ImageHeader(bytes))
    #expect(header.mediaType == type && header.width == 800 && header.height == 600)
    // However early it ends, it is read without harm.
    for count in 0..<bytes.count { _ = ImageHeader(Array(bytes[..<count])) }
  }

  @Test(
    arguments: [
      Array("<svg>".utf8), [], [0xff, 0xd8, 0xff, 0xd9], Array("GIF89a".utf8) + [0, 0, 0, 0],
      [0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0],
    ] as [[UInt8]])
  func others(_ bytes: [UInt8]) { #expect(ImageHeader(bytes) == nil) }
}
