/// Names of files, arguments and variables as Swift strings, without losing what is not UTF-8.
///
/// To the kernel a name is bytes. A byte that is no part of valid UTF-8 becomes a scalar of its own in the
/// private area, U+10FE80 to U+10FEFF, and that byte again when the string goes back to the system; as Python's
/// `surrogateescape` does, in scalars that a Swift string can hold. So such a name can be printed in a record,
/// read from it, and opened.
public enum SystemText {
  private static let base: UInt32 = 0x10_fe00

  /// The string that stands for NUL-terminated bytes.
  public static func string(_ bytes: UnsafePointer<CChar>) -> String {
    if let text = String(validatingCString: bytes) { return text }
    var count = 0
    while bytes[count] != 0 { count += 1 }
    return string(UnsafeBufferPointer(start: bytes, count: count).map(UInt8.init(bitPattern:)))
  }

  static func string(_ bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        position += encoded.count
        scalars.append(Unicode.UTF8.decode(encoded))
      case .error(let length):
        for byte in bytes[position..<position + length] {
          // An error is made of bytes from 0x80 up; below that, every byte is a scalar.
          scalars.append(Unicode.Scalar(base + UInt32(byte)) ?? "\u{fffd}")
        }
        position += length
      case .emptyInput: return String(scalars)
      }
    }
  }

  /// The bytes that a string stands for, without a NUL at the end.
  public static func bytes(_ text: String) -> [UInt8] {
    guard text.utf8.contains(0xf4), text.unicodeScalars.contains(where: isByte) else {
      return Array(text.utf8)
    }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if isByte(scalar) {
        bytes.append(UInt8(scalar.value - base))
      } else {
        bytes += Array(String(scalar).utf8)
      }
    }
    return bytes
  }

  /// The text with U+FFFD for every byte that is no text: for people, and for models.
  public static func readable(_ text: String) -> String {
    guard text.utf8.contains(0xf4), text.unicodeScalars.contains(where: isByte) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(isByte(scalar) ? "\u{fffd}" : scalar) }
    return String(scalars)
  }

  private static func isByte(_ scalar: Unicode.Scalar) -> Bool {
    (base + 0x80...base + 0xff).contains(scalar.value)
  }
}

extension String {
  /// The string as a system call takes it: its bytes and a NUL.
  public var system: [CChar] {
    var text = self
    // Without this byte no scalar stands for a byte; most names have none, and then one copy is enough.
    let plain: [CChar]? = text.withUTF8 { bytes in
      if bytes.contains(0xf4) { return nil }
      return [CChar](unsafeUninitializedCapacity: bytes.count + 1) { buffer, count in
        for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
        buffer[bytes.count] = 0
        count = bytes.count + 1
      }
    }
    return plain ?? SystemText.bytes(self).map(CChar.init(bitPattern:)) + [0]
  }
}
