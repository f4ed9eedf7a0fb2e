/// Checks a value against a JSON Schema: the part of draft 2020-12 that tool parameters and answer formats
/// use.
///
/// Known: `type` (a name or a list), `enum`, `const`, `properties`, `required`, `additionalProperties`,
/// `items`, `prefixItems`, `minItems`, `maxItems`, `uniqueItems`, `minLength`, `maxLength`, `minimum`,
/// `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, `minProperties`, `maxProperties`,
/// `allOf`, `anyOf`, `oneOf`, `not`, and `$ref` to a place in the same schema. Other keywords, `pattern` and
/// `format` among them, are annotations here and never refuse a value; beside `patternProperties`, which is
/// one of them, `additionalProperties` is one too.
///
/// Schemas come from strangers: a reference that leads nowhere or round in a circle and a schema that takes
/// too many steps are violations, not endless work.
public struct JSONSchema: Sendable {
  /// One place where a value does not fit.
  public struct Violation: Error, Sendable, Equatable, CustomStringConvertible {
    /// JSON Pointer (RFC 6901) to the value; empty for the whole.
    public let path: String
    public let message: String
    public var description: String { "\(path.isEmpty ? "the value" : path): \(message)" }
  }

  public let root: JSON
  private let stepLimit: Int

  /// - Parameter stepLimit: how many times a value may be held against a schema before the whole is given up.
  public init(_ root: JSON, stepLimit: Int = 1_000_000) {
    self.root = root
    self.stepLimit = stepLimit
  }

  /// The first violations found, at most `limit`; none when the value fits.
  public func violations(of value: JSON, limit: Int = 8) -> [Violation] {
    var check = Check(root: root, limit: limit, steps: stepLimit)
    check.validate(value, against: root, at: "", references: [])
    return check.found
  }
}

private struct Check {
  let root: JSON
  let limit: Int
  var found: [JSONSchema.Violation] = []
  /// What is left of the step limit.
  var steps: Int

  mutating func fail(_ path: String, _ message: String) {
    if found.count < limit { found.append(JSONSchema.Violation(path: path, message: message)) }
  }

  mutating func accepts(_ value: JSON, _ schema: JSON, _ references: [String]) -> Bool {
    var probe = Check(root: root, limit: 1, steps: steps)
    probe.validate(value, against: schema, at: "", references: references)
    steps = probe.steps
    return probe.found.isEmpty
  }

  /// - Parameter references: those that led here from a schema for the same value.
  mutating func validate(_ value: JSON, against schema: JSON, at path: String, references: [String]) {
    steps -= 1
    if steps < 0 { return fail(path, "the schema is too complex") }
    if schema == .bool(false) { return fail(path, "no value is allowed here") }
    guard let keywords = schema.object else { return }
    if let reference = keywords["$ref"]?.string, reference.utf8.first == UInt8(ascii: "#") {
      if references.contains(reference) { return fail(path, "the schema refers to itself by '\(reference)'") }
      guard let target = resolve(reference) else {
        return fail(path, "the schema has nothing at '\(reference)'")
      }
      validate(value, against: target, at: path, references: references + [reference])
    }
    checkType(value, keywords, path)
    checkCombinations(value, keywords, path, references)
    switch value {
    case .object(let object): checkObject(object, keywords, path)
    case .array(let elements): checkArray(elements, keywords, path)
    case .string(let text): checkString(text, keywords, path)
    case .int, .number: checkNumber(value, keywords, path)
    default: break
    }
  }

  /// What a JSON Pointer in a URI fragment names: `#/$defs/node`, `#/properties/a~1b/items`.
  func resolve(_ reference: String) -> JSON? {
    var place = root
    for name in JSONPointer.names(inFragment: reference) {
      guard let next = place[name] ?? Int(name).flatMap({ place[$0] }) else { return nil }
      place = next
    }
    return place
  }

  mutating func checkType(_ value: JSON, _ keywords: JSONObject, _ path: String) {
    if let type = keywords["type"] {
      let names = type.array?.compactMap(\.string) ?? type.string.map { [$0] } ?? []
      let actual = value.typeName
      let fits = names.contains(actual) || (actual == "integer" && names.contains("number"))
      if !names.isEmpty, !fits {
        fail(path, "expected \(names.joined(separator: " or ")), not \(actual)")
      }
    }
    if let allowed = keywords["enum"]?.array, !allowed.contains(where: { $0.equalsInValue(value) }) {
      fail(path, "expected one of \(JSON.array(allowed).text)")
    }
    if let constant = keywords["const"], !constant.equalsInValue(value) {
      fail(path, "expected \(constant.text)")
    }
  }

  mutating func checkCombinations(
    _ value: JSON, _ keywords: JSONObject, _ path: String, _ references: [String]
  ) {
    for part in keywords["allOf"]?.array ?? [] {
      validate(value, against: part, at: path, references: references)
    }
    if let options = keywords["anyOf"]?.array {
      if !options.contains(where: { accepts(value, $0, references) }) {
        fail(path, "fits none of the alternatives")
      }
    }
    if let options = keywords["oneOf"]?.array {
      let count = options.count { accepts(value, $0, references) }
      if count != 1 { fail(path, "fits \(count) of the alternatives instead of one") }
    }
    if let refused = keywords["not"], accepts(value, refused, references) { fail(path, "is not allowed") }
  }

  mutating func checkObject(_ object: JSONObject, _ keywords: JSONObject, _ path: String) {
    for name in keywords["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
      fail(path, "the member '\(name)' is missing")
    }
    let properties = keywords["properties"]?.object
    let others = keywords["patternProperties"] == nil ? keywords["additionalProperties"] : nil
    for member in object {
      let place = path + "/" + JSONPointer.escape(member.key)
      if let schema = properties?[member.key] {
        validate(member.value, against: schema, at: place, references: [])
      } else if let others {
        if others == .bool(false) {
          fail(path, "the member '\(member.key)' is not known")
        } else {
          validate(member.value, against: others, at: place, references: [])
        }
      }
    }
    checkCount(object.count, keywords, path, "minProperties", "maxProperties", "members")
  }

  mutating func checkArray(_ elements: [JSON], _ keywords: JSONObject, _ path: String) {
    let prefix = keywords["prefixItems"]?.array ?? []
    for (index, element) in elements.enumerated() {
      let schema = index < prefix.count ? prefix[index] : keywords["items"]
      if let schema { validate(element, against: schema, at: "\(path)/\(index)", references: []) }
    }
    checkCount(elements.count, keywords, path, "minItems", "maxItems", "elements")
    if keywords["uniqueItems"] == .bool(true), Set(elements.map(\.normalised)).count != elements.count {
      fail(path, "has equal elements")
    }
  }

  mutating func checkString(_ text: String, _ keywords: JSONObject, _ path: String) {
    guard keywords["minLength"] != nil || keywords["maxLength"] != nil else { return }
    checkCount(text.unicodeScalars.count, keywords, path, "minLength", "maxLength", "characters")
  }

  mutating func checkCount(
    _ count: Int, _ keywords: JSONObject, _ path: String, _ low: String, _ high: String, _ unit: String
  ) {
    if let least = keywords[low]?.int, count < least {
      fail(path, "must have at least \(least) \(unit), not \(count)")
    }
    if let most = keywords[high]?.int, count > most {
      fail(path, "must have at most \(most) \(unit), not \(count)")
    }
  }

  mutating func checkNumber(_ value: JSON, _ keywords: JSONObject, _ path: String) {
    for (keyword, words, fits) in Self.bounds {
      guard let bound = keywords[keyword], let order = value.compared(to: bound), !fits(order) else {
        continue
      }
      fail(path, "must be \(words) \(bound.text), not \(value.text)")
    }
    if let step = keywords["multipleOf"], !value.isMultiple(of: step) {
      fail(path, "must be a multiple of \(step.text), not \(value.text)")
    }
  }

  /// The keywords that bound a number, and what the sign of value minus bound must be.
  static let bounds: [(keyword: String, words: String, fits: @Sendable (Int) -> Bool)] = [
    ("minimum", "at least", { $0 >= 0 }), ("maximum", "at most", { $0 <= 0 }),
    ("exclusiveMinimum", "above", { $0 > 0 }), ("exclusiveMaximum", "below", { $0 < 0 }),
  ]
}
