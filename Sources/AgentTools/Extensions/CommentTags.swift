import AgentJSON
import AgentSystem

/// A description in the comments at the head of a script: `# @describe`, `# @option` and their like, the tags of
/// argc, which aichat's llm-functions use. Pure. agent-tools(5) has the grammar.
struct CommentTags {
  /// Bytes at the head of a file in which tags are looked for.
  static let headLimit = 4096

  private var description = ""
  private var properties = JSONObject()
  private var required: [JSON] = []
  private var result: ExtensionDescription
  private var isTagged = false
  /// What the comment lines behind a tag go on with, as in argc; a line that is no comment ends it.
  private var open = Open.nothing

  private enum Open {
    case nothing, description
    case property(String)
  }

  /// - Returns: nil where there is neither `@describe` nor `@ttl`.
  /// - Parameter usesArgc: whether the script hands its options to argc, and so takes options.
  static func parse(_ head: String, name: String, usesArgc: Bool) -> ExtensionDescription? {
    var tags = CommentTags(name: name)
    tags.result.input = usesArgc ? .argv : .json
    for line in head.lines { tags.read(line) }
    return tags.isTagged ? tags.finished() : nil
  }

  private init(name: String) {
    result = ExtensionDescription(ToolDescription(name: name, description: "", parameters: [:]))
  }

  private mutating func read(_ line: Substring) {
    var text = line.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("#") || text.hasPrefix("//") else {
      open = .nothing
      return
    }
    text = text.drop { $0 == "#" || $0 == "/" }
    guard Tags.isTag(text.drop { $0 == " " || $0 == "\t" }) else {
      // The blank behind the sign belongs to the comment, further ones to the text.
      return goOn(with: String(text.hasPrefix(" ") ? text.dropFirst() : text))
    }
    text = text.drop { $0 == " " || $0 == "\t" }
    open = .nothing
    let tag = text.prefix { !$0.isWhitespace }
    let rest = String(text.dropFirst(tag.count)).trimmed
    switch tag {
    case "@describe":
      isTagged = true
      description = description.isEmpty ? rest : "\(description) \(rest)"
      open = .description
    case "@arg": argument(rest)
    case "@option": option(rest)
    case "@flag": flag(rest)
    case "@env": environment(rest)
    case "@side-effects": result.declaredEffects = ToolDescription.SideEffects(rawValue: rest)
    case "@input": if let input = ExtensionDescription.Input(rawValue: rest) { result.input = input }
    case "@output": if let output = ExtensionDescription.Output(rawValue: rest) { result.output = output }
    case "@keep-alive": result.keepsAlive = true
    case "@timeout": result.tool.timeout = Self.duration(rest)
    case "@ttl":
      // Of a provider there may be no more to say.
      isTagged = true
      result.timeToLive = Self.duration(rest)
    default: break
    }
  }

  private mutating func finished() -> ExtensionDescription {
    description = description.trimmed
    for (name, property) in properties.members.map({ ($0.key, $0.value) }) {
      guard var members = property.object, let text = members["description"]?.string else { continue }
      members["description"] = .string(text.trimmed)
      properties[name] = .object(members)
    }
    result.tool.description = description.isEmpty ? result.tool.name : description
    result.tool.parameters = [
      "type": "object", "properties": .object(properties), "required": .array(required),
      "additionalProperties": false,
    ]
    return result
  }

  private static func duration(_ text: String) -> Int? {
    Tags.milliseconds(text).flatMap { $0 > 0 && $0 <= 86_400_000 ? $0 : nil }
  }

  /// `name! [int|number|bool|a|b|c] text`
  private mutating func argument(_ text: String) {
    guard let name = Tags.Name(text) else { return }
    var rest = name.rest
    var schema = name.schema
    if rest.hasPrefix("["), let close = rest.firstIndex(of: "]") {
      schema = Tags.type(rest[rest.index(after: rest.startIndex)..<close])
      rest = String(rest[rest.index(after: close)...]).trimmed
    } else {
      (schema, rest) = Tags.notation(rest, schema)
    }
    add(name, schema, rest)
    result.operands.append(name.property)
  }

  /// `-s --long! <INT> text`
  private mutating func option(_ text: String) {
    guard let name = Tags.Name(Tags.withoutShortOption(text)) else { return }
    var (schema, rest) = (name.schema, name.rest)
    (schema, rest) = Tags.notation(rest, schema)
    add(name, schema, rest)
  }

  private mutating func flag(_ text: String) {
    guard let name = Tags.Name(Tags.withoutShortOption(text)) else { return }
    add(name, ["type": "boolean"], name.rest)
  }

  private mutating func environment(_ text: String) {
    guard
      let name = text.split(whereSeparator: { $0.isWhitespace || $0 == "!" || $0 == "=" || $0 == "[" }).first
    else { return }
    let variable = String(name)
    if variable != "LLM_OUTPUT", ExtensionDescription.isVariableName(variable) {
      result.variables.append(variable)
    }
  }

  private mutating func goOn(with line: String) {
    switch open {
    case .nothing: return
    case .description: description += "\n\(line)"
    case .property(let name):
      var members = properties[name]?.object ?? [:]
      let text = members["description"]?.string.map { "\($0)\n\(line)" } ?? line
      if !text.trimmed.isEmpty { members["description"] = .string(text) }
      properties[name] = .object(members)
    }
  }

  private mutating func add(_ name: Tags.Name, _ schema: JSON, _ text: String) {
    open = .property(name.property)
    var members = schema.object ?? [:]
    if let value = name.defaultValue {
      let isNumber = ["integer", "number"].contains(members["type"]?.string ?? "")
      members.append("default", isNumber ? (try? JSON(parsing: value)) ?? .string(value) : .string(value))
    }
    if name.isList { members = ["type": "array", "items": .object(members)] }
    if !text.isEmpty { members.append("description", .string(text)) }
    properties[name.property] = .object(members)
    if name.isRequired { required.append(.string(name.property)) }
  }
}

/// The small words of the tags.
private enum Tags {
  /// A name with its marks: `--days!`, `tag*`, `lang![en|de]`, `n=5`.
  struct Name {
    /// As a member of the arguments object.
    var property: String
    var isRequired = false
    var isList = false
    var defaultValue: String?
    var schema: JSON = ["type": "string"]
    /// What follows.
    var rest: String

    init?(_ text: String) {
      var word = text.prefix { !$0.isWhitespace }
      // Choices may hold blanks.
      if let open = word.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") {
        word = text[text.startIndex...close]
      }
      rest = String(text[word.endIndex...]).trimmed
      let plain = word.drop { $0 == "-" }
      let name = plain.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
      if name.isEmpty { return nil }
      property = String(name).replacing("-", with: "_")
      var marks = plain.dropFirst(name.count)
      if let mark = marks.first, "!*+~".contains(mark) {
        isRequired = mark == "!" || mark == "+"
        isList = mark == "*" || mark == "+"
        marks = marks.dropFirst()
      }
      if marks.hasPrefix(",") { marks = marks.dropFirst() }
      if marks.hasPrefix("["), marks.hasSuffix("]") {
        var choices = marks.dropFirst().dropLast()
        if choices.hasPrefix("=") {
          choices = choices.dropFirst()
          defaultValue = choices.split(separator: "|").first.map { String($0) }
        }
        // Of a function only the script itself knows the values.
        if !choices.hasPrefix("`") { schema = Tags.type(choices) }
      } else if marks.hasPrefix("="), marks.count > 1 {
        defaultValue = String(marks.dropFirst())
      }
    }
  }

  /// The text behind the short form that argc allows before a long option.
  static func withoutShortOption(_ text: String) -> String {
    let word = text.prefix { !$0.isWhitespace }
    let isShort = word.count == 2 && word.hasPrefix("-") && !word.hasPrefix("--")
    let rest = String(text.dropFirst(word.count)).trimmed
    return isShort && rest.hasPrefix("-") ? rest : text
  }

  /// The type that `<INT>` and its like name, and the text behind.
  static func notation(_ text: String, _ schema: JSON) -> (JSON, String) {
    guard text.hasPrefix("<"), let close = text.firstIndex(of: ">") else { return (schema, text) }
    let name = text[text.index(after: text.startIndex)..<close].uppercased()
    let rest = String(text[text.index(after: close)...]).trimmed
    if schema["enum"] != nil { return (schema, rest) }
    switch name {
    case "INT", "INTEGER": return (["type": "integer"], rest)
    case "NUM", "NUMBER", "FLOAT": return (["type": "number"], rest)
    default: return (schema, rest)
    }
  }

  /// What stands in brackets: a type, or choices.
  static func type(_ text: Substring) -> JSON {
    switch text {
    case "int", "integer": ["type": "integer"]
    case "number", "float": ["type": "number"]
    case "bool", "boolean": ["type": "boolean"]
    case "string", "text": ["type": "string"]
    default:
      ["type": "string", "enum": .array(text.split(separator: "|").map { .string(String($0).trimmed) })]
    }
  }

  /// `@word`; what is cut out of a diff begins with `@@`.
  static func isTag(_ text: Substring) -> Bool {
    var bytes = text.utf8.makeIterator()
    guard bytes.next() == UInt8(ascii: "@"), let letter = bytes.next() else { return false }
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter | 0x20)
  }

  static func milliseconds(_ text: String) -> Int? { Duration.parse(text) }
}
