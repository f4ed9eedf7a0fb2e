public import AgentJSON

/// `--overflow cut`: shortens the texts of an input until it fits. Pure.
public enum InputCut {
  public struct Result: Sendable, Equatable {
    public var input: [JSON]
    /// Tokens that were left out, as estimated.
    public var droppedTokens: Int
  }

  /// Cuts the longest text parts at their ends, the longest first.
  /// - Parameters:
  ///   - excess: tokens to get rid of.
  ///   - estimate: tokens of a text.
  public static func apply(_ input: [JSON], excess: Int, estimate: (String) -> Int) -> Result {
    var input = input
    var dropped = 0
    while dropped < excess, let (item, part, text) = longestText(in: input) {
      let tokens = estimate(text)
      let wanted = excess - dropped
      // The prompt itself is short and comes last; a part this small is not worth cutting.
      guard tokens > 64 else { break }
      let keep = max(0, tokens - wanted - 16)
      var bytes = Array(text.utf8).prefix(text.utf8.count * keep / tokens)
      while let last = bytes.last, last & 0xc0 == 0x80 { bytes.removeLast() }
      if let last = bytes.last, last >= 0xc0 { bytes.removeLast() }
      let shorter = String(decoding: bytes, as: UTF8.self) + "\n[… cut: the rest did not fit …]\n"
      let gained = tokens - estimate(shorter)
      guard gained > 0 else { break }
      dropped += gained
      input[item] = replacing(part, of: input[item], with: shorter)
    }
    return Result(input: input, droppedTokens: dropped)
  }

  private static func longestText(in input: [JSON]) -> (item: Int, part: Int, text: String)? {
    var best: (item: Int, part: Int, text: String)?
    for (item, message) in input.enumerated() {
      for (part, content) in (message["content"]?.array ?? []).enumerated() {
        guard let text = content["text"]?.string, text.utf8.count > best?.text.utf8.count ?? 0 else {
          continue
        }
        best = (item, part, text)
      }
    }
    return best
  }

  private static func replacing(_ part: Int, of item: JSON, with text: String) -> JSON {
    guard var object = item.object, var content = item["content"]?.array else { return item }
    content[part] = InputItem.text(text)
    object["content"] = .array(content)
    return .object(object)
  }
}
