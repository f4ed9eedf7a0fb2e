/// Formats that are told by their first bytes.
enum Signature {
  private struct Magic {
    let bytes: [UInt8]
    let offset: Int
    let type: MediaType

    init(_ text: String, at offset: Int = 0, _ type: String) {
      bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      self.offset = offset
      self.type = MediaType(type)
    }
  }

  private static let known: [Magic] = [
    Magic("PK\u{3}\u{4}", "application/zip"), Magic("PK\u{5}\u{6}", "application/zip"),
    Magic("\u{89}PNG\r\n\u{1a}\n", "image/png"), Magic("\u{ff}\u{d8}\u{ff}", "image/jpeg"),
    Magic("GIF8", "image/gif"), Magic("II*\0", "image/tiff"), Magic("MM\0*", "image/tiff"),
    Magic("WEBP", at: 8, "image/webp"), Magic("\u{1f}\u{8b}", "application/gzip"),
    Magic("BZh", "application/x-bzip2"), Magic("\u{fd}7zXZ\0", "application/x-xz"),
    Magic("(\u{b5}/\u{fd}", "application/zstd"),
    Magic("7z\u{bc}\u{af}'\u{1c}", "application/x-7z-compressed"),
    Magic("Rar!\u{1a}\u{7}", "application/vnd.rar"), Magic("ustar", at: 257, "application/x-tar"),
    Magic("\u{d0}\u{cf}\u{11}\u{e0}\u{a1}\u{b1}\u{1a}\u{e1}", "application/x-ole-storage"),
    Magic("{\\rtf", "application/rtf"), Magic("\u{7f}ELF", "application/x-executable"),
    Magic("MZ\u{90}", "application/vnd.microsoft.portable-executable"),
    Magic("\u{ca}\u{fe}\u{ba}\u{be}", "application/java-vm"), Magic("\0asm", "application/wasm"),
    Magic("SQLite format 3\0", "application/vnd.sqlite3"), Magic("OggS", "audio/ogg"),
    Magic("ID3", "audio/mpeg"), Magic("RIFF", "application/x-riff"), Magic("fLaC", "audio/flac"),
    Magic("ftyp", at: 4, "video/mp4"), Magic("AT&TFORM", "image/vnd.djvu"),
    Magic("\u{1a}E\u{df}\u{a3}", "video/x-matroska"), Magic("%!PS", "application/postscript"),
  ]

  static func mediaType(of head: [UInt8]) -> MediaType? {
    if isPDF(head) { return .pdf }
    return known.first { magic in
      head.count >= magic.offset + magic.bytes.count
        && head[magic.offset...].starts(with: magic.bytes)
    }?.type
  }

  /// `%PDF-` stands in the first kilobyte (ISO 32000, implementation note 13), but a text that only speaks of
  /// it does not count.
  private static func isPDF(_ head: [UInt8]) -> Bool {
    let mark = Array("%PDF-".utf8)
    if head.starts(with: mark) { return true }
    for index in 0..<max(0, min(head.count, 1024) - mark.count) where head[index] == mark[0] {
      let isLineStart = index > 0 && (head[index - 1] == 0x0a || head[index - 1] == 0x0d)
      if head[index...].starts(with: mark) {
        return isLineStart || head[..<index].allSatisfy { $0 <= 0x20 || $0 >= 0x80 }
      }
    }
    return false
  }
}
