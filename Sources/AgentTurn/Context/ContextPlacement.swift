import AgentCore
import AgentJSON
import AgentSystem
import AgentTools

/// Where what the providers say stands in a request. Pure.
///
/// What stays the same comes first, where caches of prompts keep it. What changes comes as late as it can, so that
/// nothing before it has to be read anew, but not behind a question: that is answered best when it is the last.
enum ContextPlacement {
  /// The conversation with the contributions around and in it.
  static func input(_ conversation: [JSON], _ contributions: [ContextContribution]) -> [JSON] {
    let stable = parts(contributions.filter(\.isStable))
    let changing = parts(contributions.filter { !$0.isStable })
    let beginning = stable.isEmpty ? [] : [InputItem.message(role: "user", parts: stable)]
    return beginning + inserting(changing, into: conversation)
  }

  /// Puts parts before the last part of the user's message that ends a conversation; where it ends otherwise, they
  /// are a message behind it.
  static func inserting(_ parts: [JSON], into conversation: [JSON]) -> [JSON] {
    if parts.isEmpty { return conversation }
    guard var message = conversation.last?.object, message["role"]?.string == "user",
      let content = message["content"]
    else { return conversation + [InputItem.message(role: "user", parts: parts)] }
    let own = content.array ?? [InputItem.text(content.string ?? "")]
    message["content"] = .array(Array(own.dropLast()) + parts + Array(own.suffix(1)))
    return conversation.dropLast() + [.object(message)]
  }

  private static func parts(_ contributions: [ContextContribution]) -> [JSON] {
    let text = contributions.map(\.text).joined(separator: "\n")
    if text.isEmpty { return [] }
    let images = contributions.flatMap(\.images).map { image in
      InputItem.image(url: "data:\(image.mediaType);base64,\(Base64.encode(image.bytes))")
    }
    return [InputItem.text(text)] + images
  }
}
