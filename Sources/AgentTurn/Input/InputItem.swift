import AgentCore
public import AgentJSON
import AgentSystem

/// Builds the Responses items that a user's words, documents and images become.
public enum InputItem {
  /// One message of a role, with its parts.
  public static func message(role: String, parts: [JSON]) -> JSON {
    ["type": "message", "role": .string(role), "content": .array(parts)]
  }

  public static func text(_ text: String) -> JSON { ["type": "input_text", "text": .string(text)] }

  /// - Parameter url: `http(s):` or `data:`.
  public static func image(url: String) -> JSON {
    ["type": "input_image", "image_url": .string(url), "detail": "auto"]
  }

  /// A whole user message from one text.
  public static func user(_ text: String) -> JSON { message(role: "user", parts: [self.text(text)]) }

  /// A document from outside, marked as data: `<document path="…">` … `</document>`.
  public static func document(_ text: String, attributes: [(String, String)]) -> JSON {
    let body = text.hasSuffix(bytes: "\n") ? text : text + "\n"
    return self.text(DataElement.text(.document, attributes: attributes, "\n" + body))
  }
}
