/// The shapes in which programs print a secret: itself, its base64 at any place of a longer text, its
/// hexadecimal digits. Pure.
struct SecretForms: Sendable {
  /// Shorter keys are words that may well stand in an output: local servers are given any.
  static let shortest = 16

  /// What is looked for, the longest first.
  let forms: [Secret]

  init(_ secrets: [Secret]) {
    forms = secrets.filter { $0.reveal().utf8.count >= Self.shortest }.flatMap { secret in
      Self.forms(of: Array(secret.reveal().utf8)).compactMap(Secret.init)
    }.sorted { $0.reveal().utf8.count > $1.reveal().utf8.count }
  }

  func redact(_ text: String) -> String {
    var text = text
    for form in forms { text = form.redact(text) }
    return text
  }

  private static func forms(of bytes: [UInt8]) -> [String] {
    var forms = [String(decoding: bytes, as: UTF8.self)]
    for offset in 0..<3 {
      let text = base64(bytes, behind: offset)
      forms.append(text)
      // The alphabet for URLs.
      let other = String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
      if other != text { forms.append(other) }
    }
    let digits = Array("0123456789abcdef")
    let hex = String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    return forms + [hex, hex.uppercased()]
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

  /// The letters that `bytes` become where `offset` bytes stand before them (modulo three), without those that
  /// hold bits of the neighbours too.
  private static func base64(_ bytes: [UInt8], behind offset: Int) -> String {
    let padded = Array(repeating: UInt8(0), count: offset) + bytes
    var text = ""
    // Letter n holds bits 6n to 6n + 5.
    for letter in 0..<(padded.count * 8 / 6) where letter * 6 >= offset * 8 {
      let (byte, shift) = (letter * 6 / 8, letter * 6 % 8)
      let next = byte + 1 < padded.count ? padded[byte + 1] : 0
      let pair = Int(padded[byte]) << 8 | Int(next)
      text.append(letters[pair >> (10 - shift) & 63])
    }
    return text
  }
}
