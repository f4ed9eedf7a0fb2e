import AgentCore
import AgentJSON

/// What a model is told of its tools: less than what calls are held against, since every request carries it. Pure.
///
/// Nothing is left out that a model needs for a call that fits: of a list that may also be one element the list is
/// told, and that other arguments are refused is not. Where the toolkit's own tools together are still more than a
/// first request has room for, bounds of numbers are left out, and those of plugins are told in brief: without the
/// words about their arguments. Where that is not enough, ``ToolDisclosure`` hides some.
enum ToldTools {
  /// Bytes of all definitions: what the first request, of 8 KiB, has left beside instructions and context.
  static let mostBytes = 7_050
  /// What a dialect puts around each.
  private static let frame = 76

  /// Those of the tools that are offered.
  static func of(_ tools: [any Tool]) -> [ToolDescription] {
    let offered = tools.filter(\.isOffered)
    let whole = offered.map { tool -> ToolDescription in
      var told = tool.description
      told.parameters = ToldSchema.of(told.parameters)
      return told
    }
    if bytes(offered, whole) <= mostBytes { return whole }
    return zip(offered, whole).map { tool, told in
      (tool as? ExecutableTool)?.plugin == nil ? withoutBounds(told) : brief(told)
    }
  }

  /// Whether the toolkit's own have room. What the user adds is the user's to weigh.
  static func fits(_ tools: [any Tool]) -> Bool {
    bytes(tools.filter(\.isOffered), of(tools)) <= mostBytes
  }

  private static func bytes(_ tools: [any Tool], _ told: [ToolDescription]) -> Int {
    zip(tools, told).reduce(0) { sum, pair in
      let (tool, told) = pair
      if tool is MCPTool || (tool as? ExecutableTool).map({ $0.item.origin != .shipped }) == true {
        return sum
      }
      return sum + told.name.utf8.count + JSON.string(told.description).byteCount + told.parameters.byteCount
        + frame
    }
  }

  private static func withoutBounds(_ tool: ToolDescription) -> ToolDescription {
    var tool = tool
    tool.parameters = ToldSchema.without(ToldSchema.bounds, tool.parameters)
    return tool
  }

  private static func brief(_ tool: ToolDescription) -> ToolDescription {
    var tool = tool
    tool.description = firstSentence(tool.description)
    tool.parameters = ToldSchema.without(ToldSchema.bounds.union(ToldSchema.words), tool.parameters)
    return tool
  }

  /// By bytes: a letter with an accent may stand behind the full stop.
  private static func firstSentence(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let end = bytes.indices.first { index in
      bytes[index] == UInt8(ascii: ".") && (index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: " "))
    }
    return end.map { String(decoding: bytes[...$0], as: UTF8.self) } ?? text
  }
}

/// A JSON Schema as a model is told it. Only places of schemas are touched: a property may have any name.
enum ToldSchema {
  static func of(_ schema: JSON) -> JSON {
    guard let object = schema.object else { return schema }
    if let list = oneOrMany(object) { return of(list) }
    var told = JSONObject()
    for member in object {
      if member.key == "additionalProperties", member.value == false { continue }
      if member.key == "required", member.value == [] { continue }
      told.append(member.key, inside(member.key, member.value, of))
    }
    return .object(told)
  }

  /// The same without some members of schemas.
  static func without(_ members: Set<String>, _ schema: JSON) -> JSON {
    guard let object = schema.object else { return schema }
    var told = JSONObject()
    for member in object where !members.contains(member.key) {
      told.append(member.key, inside(member.key, member.value) { without(members, $0) })
    }
    return .object(told)
  }

  static let words: Set = ["description", "title", "examples", "default"]
  static let bounds: Set = [
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "minLength",
    "maxLength",
  ]

  /// The list of `anyOf` a thing, or another, or a list of such; nil for a schema of another form.
  private static func oneOrMany(_ object: JSONObject) -> JSON? {
    guard let choices = object["anyOf"]?.array,
      let index = choices.firstIndex(where: { $0["type"] == "array" }), let list = choices[index].object,
      let items = list["items"]
    else { return nil }
    var single = choices
    single.remove(at: index)
    if single.isEmpty { return nil }
    let accepted = items["anyOf"]?.array ?? [items]
    guard single.map({ without(words, $0) }) == accepted.map({ without(words, $0) }) else { return nil }
    var told = JSONObject()
    for member in object where member.key != "anyOf" { told.append(member.key, member.value) }
    for member in list {
      // Words stand where the thing is described first.
      told.append(member.key, member.key == "items" ? one(single) : member.value)
    }
    return .object(told)
  }

  private static func one(_ choices: [JSON]) -> JSON {
    choices.count == 1 ? choices[0] : ["anyOf": .array(choices)]
  }

  /// A member whose value is a schema, or holds schemas, with these changed.
  private static func inside(_ key: String, _ value: JSON, _ change: (JSON) -> JSON) -> JSON {
    switch key {
    case "items", "not", "additionalProperties", "if", "then", "else", "contains": return change(value)
    case "anyOf", "allOf", "oneOf", "prefixItems":
      return value.array.map { .array($0.map(change)) } ?? value
    case "properties", "patternProperties", "$defs", "definitions":
      guard let members = value.object else { return value }
      var changed = JSONObject()
      for member in members { changed.append(member.key, change(member.value)) }
      return .object(changed)
    default: return value
    }
  }
}
