import AgentCore
import AgentJSON

/// The members of a request's body, each of the type it must have; what is not known is refused, so that a
/// mistyped name is no silent default.
struct BodyMembers {
  private let object: JSONObject

  init(_ request: ServeRequest, known: [String]) throws(AgentError) {
    object = try request.object()
    for member in object where !known.contains(member.key) {
      throw AgentError(
        .badRequest, "unknown member", object: member.key, hint: NearMatch.hint(member.key, in: known))
    }
  }

  /// `null` counts as missing.
  subscript(_ name: String) -> JSON? {
    guard let value = object[name], !value.isNull else { return nil }
    return value
  }

  func text(_ name: String) throws(AgentError) -> String? {
    guard let value = self[name] else { return nil }
    guard let text = value.string, !text.utf8.contains(0) else {
      throw AgentError(.badRequest, "must be a string", object: name)
    }
    return text
  }

  func boolean(_ name: String) throws(AgentError) -> Bool? {
    guard let value = self[name] else { return nil }
    guard let flag = value.bool else { throw AgentError(.badRequest, "must be true or false", object: name) }
    return flag
  }

  /// A number of seconds as an option's time span.
  func seconds(_ name: String) throws(AgentError) -> String? {
    guard let value = self[name] else { return nil }
    guard let seconds = value.double, seconds >= 0, seconds <= 3.2e9 else {
      throw AgentError(.badRequest, "must be a number of seconds", object: name)
    }
    return "\(Int((seconds * 1000).rounded()))ms"
  }

  /// `--name=value` for each member that is given: texts, numbers, and lists of texts with commas.
  func options(_ names: [String: String]) throws(AgentError) -> [String] {
    var options: [String] = []
    for (name, option) in names.sorted(by: { $0.key < $1.key }) {
      guard let value = self[name] else { continue }
      switch value {
      case .string(let text) where !text.utf8.contains(0): options.append("\(option)=\(text)")
      case _ where value.double != nil: options.append("\(option)=\(value.text)")
      case .array(let elements):
        let texts = elements.compactMap(\.string)
        guard texts.count == elements.count, !texts.contains(where: { $0.utf8.contains(0) }) else {
          throw AgentError(.badRequest, "must be a list of strings", object: name)
        }
        options.append("\(option)=\(texts.joined(separator: ","))")
      default: throw AgentError(.badRequest, "must be a string or a number", object: name)
      }
    }
    return options
  }
}
