public import AgentJSON

/// The text for people in input items and in the parts of messages.
public enum ItemText {
  /// The texts of a list of items (`turn.started.input`, `input.queued.items`), a blank line between.
  public static func text(ofInput input: JSON?) -> String {
    if let text = input?.string { return text }
    return (input?.array ?? []).map(text(of:)).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The text of one item: a message, a part of one, or a string. What is no text is named in brackets.
  public static func text(of item: JSON) -> String {
    if let text = item.string { return text }
    if let text = item["text"]?.string { return text }
    if let refusal = item["refusal"]?.string { return refusal }
    if let content = item["content"] { return text(ofInput: content) }
    switch item["type"]?.string {
    case "input_image", "image": return "[image\(place(item))]"
    case "input_file", "document": return "[file\(place(item))]"
    case let type?: return "[\(type)]"
    case nil: return ""
    }
  }

  private static func place(_ item: JSON) -> String {
    let name = ["path", "image_url", "url", "filename", "file"].lazy.compactMap { item[$0]?.string }.first
    guard let name else { return "" }
    return name.hasPrefix("data:") ? "" : ": \(name)"
  }
}
