/// Why a text is not JSON, and the byte at which that was seen.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    case unexpectedEnd
    case unexpectedByte(UInt8)
    case invalidLiteral
    case invalidNumber
    case invalidEscape
    case controlCharacter(UInt8)
    case invalidUTF8
    case tooDeep(limit: Int)
    case trailingBytes
    case lineTooLong(limit: Int)
  }

  public let kind: Kind
  /// Offset from the start of the text, in bytes, from 0.
  public let offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  public var description: String { "\(reason) at byte \(offset)" }

  private var reason: String {
    switch kind {
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
    case .invalidLiteral: "a word other than true, false or null"
    case .invalidNumber: "not a number"
    case .invalidEscape: "an unknown escape in a string"
    case .controlCharacter(let byte): "the control character 0x\(String(byte, radix: 16)) in a string"
    case .invalidUTF8: "invalid UTF-8"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .trailingBytes: "more text after the value"
    case .lineTooLong(let limit): "a line longer than \(limit) bytes"
    }
  }

  private static func name(of byte: UInt8) -> String {
    byte > 0x20 && byte < 0x7f
      ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
  }
}
