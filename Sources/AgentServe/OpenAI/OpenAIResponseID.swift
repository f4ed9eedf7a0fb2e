import AgentCore
import AgentSystem

/// The id of an answer: the session and the turn that it comes from, `resp_20260801T101500.123Z-ab12.3`.
struct OpenAIResponseID: Equatable {
  /// What it begins with.
  enum Kind: String {
    case response = "resp_"
    case chat = "chatcmpl-"
  }

  var session: String
  var turn: Int

  init(session: String, turn: Int) { (self.session, self.turn) = (session, turn) }

  /// Nil for an id that we have not made.
  init?(_ text: String) {
    guard text.hasPrefix(bytes: Kind.response.rawValue), let dot = text.lastIndex(byte: ".") else {
      return nil
    }
    let session = String(text[..<dot].utf8.dropFirst(Kind.response.rawValue.utf8.count)) ?? ""
    let digits = text[text.utf8.index(after: dot)...]
    guard SessionID.isValid(session), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let turn = Int(digits), turn > 0
    else { return nil }
    (self.session, self.turn) = (session, turn)
  }

  func text(_ kind: Kind) -> String { "\(kind.rawValue)\(session).\(turn)" }
}
