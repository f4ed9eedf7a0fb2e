import AgentCore
import AgentJSON
import AgentModel

/// The text parts of input items, by their places. Pure.
enum InputText {
  struct Place: Equatable {
    let item: Int
    let part: Int
  }

  static func places(in input: [JSON], longerThan tokens: Int) -> [Place] {
    input.enumerated().flatMap { index, message in
      (message["content"]?.array ?? []).indices.map { Place(item: index, part: $0) }
    }.filter { TokenEstimate.tokens(in: text(at: $0, in: input)) > tokens }
  }

  static func text(at place: Place, in input: [JSON]) -> String {
    input[place.item]["content"]?[place.part]?["text"]?.string ?? ""
  }

  static func replacing(_ place: Place, in input: [JSON], with text: String) -> [JSON] {
    guard var object = input[place.item].object, var content = object["content"]?.array else { return input }
    var replaced = input
    content[place.part] = InputItem.text(text)
    object["content"] = .array(content)
    replaced[place.item] = .object(object)
    return replaced
  }

  /// Every text part.
  static func all(in input: [JSON]) -> [String] {
    input.flatMap { message in
      message["content"]?.string.map { [$0] }
        ?? (message["content"]?.array ?? []).compactMap { $0["text"]?.string }
    }
  }

  /// The last text part: the user's own words stand behind what they are about.
  static func prompt(of input: [JSON]) -> String {
    input.last?["content"]?.array?.last { $0["text"]?.string != nil }?["text"]?.string ?? ""
  }
}
