/// Words as a shell splits them: quotes and backslashes, nothing else. Pure.
public struct ShellWords: Equatable, Sendable {
  public private(set) var words: [String] = []
  /// What stands behind the first bar that is not quoted.
  public private(set) var rest: String?
  /// Whether every quote is closed.
  public private(set) var isWhole = true

  public init(_ text: String) {
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if let open = quote {
        if scalar == open {
          quote = nil
        } else if scalar == "\\", open == "\"", let next = scalars.first, next == "\"" || next == "\\" {
          word?.append(scalars.removeFirst())
        } else {
          word?.append(scalar)
        }
        continue
      }
      switch scalar {
      case "\"", "'":
        quote = scalar
        word = word ?? .init()
      case "\\":
        word = word ?? .init()
        if let next = scalars.popFirst() { word?.append(next) }
      case " ", "\t", "\n", "\r":
        if let ended = word { words.append(String(ended)) }
        word = nil
      case "|":
        if let ended = word { words.append(String(ended)) }
        rest = String(scalars)
        return
      default:
        word = word ?? .init()
        word?.append(scalar)
      }
    }
    if let ended = word { words.append(String(ended)) }
    isWhole = quote == nil
  }
}
