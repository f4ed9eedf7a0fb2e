/// Takes keys out of text that comes in pieces, which may cut one in two: the end of a piece that could be the
/// beginning of a key is kept back for the next. Pure.
public struct SecretTail: Sendable {
  private let secrets: SecretForms
  private var held = ""
  /// Where what is held began.
  private var start = 0

  init(_ secrets: SecretForms) { self.secrets = secrets }

  /// - Parameter offset: of the piece, in whatever the caller counts.
  /// - Returns: what may be told by now, with the offset of its beginning; nil for nothing.
  public mutating func take(_ piece: String, at offset: Int) -> (text: String, offset: Int)? {
    let begin = held.isEmpty ? offset : start
    let text = secrets.redact(held + piece)
    let kept = secrets.overlap(atEndOf: text)
    let told = text.utf8.count - kept
    // Keys are ASCII: what is cut off is no part of a character.
    held = String(decoding: text.utf8.suffix(kept), as: UTF8.self)
    start = offset + piece.utf8.count - kept
    return told > 0 ? (String(decoding: text.utf8.prefix(told), as: UTF8.self), begin) : nil
  }

  /// What is still held: nothing follows.
  public mutating func finish() -> (text: String, offset: Int)? {
    defer { held = "" }
    return held.isEmpty ? nil : (held, start)
  }
}

extension SecretForms {
  /// Bytes at the end of `text` with which one of the forms begins.
  func overlap(atEndOf text: String) -> Int {
    guard let longest = forms.first?.reveal().utf8.count else { return 0 }
    let end = Array(text.utf8.suffix(longest))
    var most = 0
    for form in forms {
      let bytes = Array(form.reveal().utf8)
      for count in stride(from: min(end.count, bytes.count - 1), to: most, by: -1)
      where end.suffix(count).elementsEqual(bytes.prefix(count)) {
        most = count
        break
      }
    }
    return most
  }
}
