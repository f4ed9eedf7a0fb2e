extension JSON {
  /// The value with every string in it, but the names of members, put through `transform`.
  public func mappingStrings(_ transform: (String) -> String) -> JSON {
    switch self {
    case .string(let text): .string(transform(text))
    case .array(let elements): .array(elements.map { $0.mappingStrings(transform) })
    case .object(let members): .object(members.mappingStrings(transform))
    default: self
    }
  }
}

extension JSONObject {
  public func mappingStrings(_ transform: (String) -> String) -> JSONObject {
    var copy = JSONObject()
    for member in self { copy.append(member.key, member.value.mappingStrings(transform)) }
    return copy
  }
}
