import AgentCore
import AgentJSON
import AgentSystem

/// The members of a request, looked at one by one; what nobody asks for is ignored.
struct OpenAIParameters {
  private let object: JSONObject
  /// What stands before a member's name when it is told.
  private let place: String

  init(_ object: JSONObject, at place: String = "") { (self.object, self.place) = (object, place) }

  func name(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  /// `null` counts as missing.
  func value(_ key: String) -> JSON? {
    guard let value = object[key], !value.isNull else { return nil }
    return value
  }

  func string(_ key: String) throws(OpenAIError) -> String? {
    guard let value = value(key) else { return nil }
    guard let string = value.string else { throw .invalid("must be a string", name(key)) }
    return string
  }

  func bool(_ key: String) throws(OpenAIError) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let bool = value.bool else { throw .invalid("must be a boolean", name(key)) }
    return bool
  }

  func array(_ key: String) throws(OpenAIError) -> [JSON]? {
    guard let value = value(key) else { return nil }
    guard let array = value.array else { throw .invalid("must be a list", name(key)) }
    return array
  }

  /// A member that is an object, with its own members.
  func members(_ key: String) throws(OpenAIError) -> OpenAIParameters? {
    guard let value = value(key) else { return nil }
    guard let object = value.object else { throw .invalid("must be an object", name(key)) }
    return OpenAIParameters(object, at: name(key))
  }

  func positive(_ key: String) throws(OpenAIError) -> Int? {
    guard let value = value(key) else { return nil }
    guard let number = value.int, number > 0 else {
      throw .invalid("must be a whole number above 0", name(key))
    }
    return number
  }

  /// A word that becomes part of a command line: letters, digits and a few marks.
  func word(_ key: String) throws(OpenAIError) -> String? {
    guard let word = try string(key) else { return nil }
    let isWord = word.utf8.allSatisfy { byte in
      switch byte {
      case 0x21...0x7e: true
      default: false
      }
    }
    guard isWord, (1...200).contains(word.utf8.count) else {
      throw .invalid("must be a name of 1 to 200 printable ASCII characters", name(key))
    }
    return word
  }

  func temperature() throws(OpenAIError) -> Double? {
    guard let value = value("temperature") else { return nil }
    guard let number = value.double, (0...2).contains(number) else {
      throw .invalid("must be a number from 0 to 2", name("temperature"))
    }
    return number
  }

  func choice(_ key: String, _ values: [String]) throws(OpenAIError) -> String? {
    guard let value = try string(key) else { return nil }
    guard values.contains(where: { $0.equals(bytes: value) }) else {
      throw .invalid("must be one of \(values.joined(separator: ", "))", name(key))
    }
    return value
  }

  /// The client's own tools are refused: what the agent does with its tools it does here, and a client that
  /// waited to be asked would wait in vain.
  func refuseTools() throws(OpenAIError) {
    for key in ["tools", "functions"] {
      guard let tools = try array(key), !tools.isEmpty else { continue }
      throw .invalid(
        "the tools of a client are not supported: the agent runs its own, and answers in words", name(key))
    }
  }

  /// Only plain text can be promised.
  func requireText(_ key: String) throws(OpenAIError) {
    guard let format = try members(key), let type = try format.string("type"), type != "text" else { return }
    throw .invalid("'\(type.utf8Prefix(40))' is not supported: answers are text", format.name("type"))
  }
}
