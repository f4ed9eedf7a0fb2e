import AgentCore
public import AgentJSON

/// `--overflow cut`: shortens the texts of an input until it fits. Pure.
public enum InputCut {
  public struct Result: Sendable, Equatable {
    public var input: [JSON]
    /// Tokens that were left out, as estimated.
    public var droppedTokens: Int
  }

  /// Texts shorter than this many tokens are left as they are: the prompt is one.
  private static let smallest = 64

  /// Cuts the longest text parts at their ends, the longest first.
  /// - Parameters:
  ///   - excess: tokens to get rid of.
  ///   - estimate: tokens of a text.
  public static func apply(_ input: [JSON], excess: Int, estimate: (String) -> Int) -> Result {
    var input = input
    var dropped = 0
    while dropped < excess, let place = longest(in: input) {
      let text = InputText.text(at: place, in: input)
      let tokens = estimate(text)
      let wanted = excess - dropped
      let keep = max(0, tokens - wanted - 16)
      // What is marked as data stays so: its tags are not cut.
      let element = DataElement.parts(of: text)
      let room = max(0, text.utf8.count * keep / tokens - (element?.opening.utf8.count ?? 0))
      var bytes = Array((element?.body ?? text).utf8).prefix(room)
      while let last = bytes.last, last & 0xc0 == 0x80 { bytes.removeLast() }
      if let last = bytes.last, last >= 0xc0 { bytes.removeLast() }
      let body = String(decoding: bytes, as: UTF8.self) + "\n[… cut: the rest did not fit …]\n"
      let shorter = element?.with(body: body) ?? body
      let gained = tokens - estimate(shorter)
      guard gained > 0 else { break }
      dropped += gained
      input = InputText.replacing(place, in: input, with: shorter)
    }
    return Result(input: input, droppedTokens: dropped)
  }

  private static func longest(in input: [JSON]) -> InputText.Place? {
    InputText.places(in: input, longerThan: smallest).max {
      InputText.text(at: $0, in: input).utf8.count < InputText.text(at: $1, in: input).utf8.count
    }
  }
}
