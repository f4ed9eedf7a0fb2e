/// Checks a value against a JSON Schema: the part of draft 2020-12 that tool parameters and answer formats
/// use.
///
/// Known: `type` (a name or a list), `enum`, `const`, `properties`, `required`, `additionalProperties`,
/// `items`, `prefixItems`, `minItems`, `maxItems`, `uniqueItems`, `minLength`, `maxLength`, `minimum`,
/// `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, `minProperties`, `maxProperties`,
/// `allOf`, `anyOf`, `oneOf`, `not`, and `$ref` to `#/$defs/…` or `#/definitions/…`. Other keywords, `pattern` and
/// `format` among them, are annotations here and never refuse a value.
public struct JSONSchema: Sendable {
  /// One place where a value does not fit.
  public struct Violation: Error, Sendable, Equatable, CustomStringConvertible {
    /// JSON Pointer (RFC 6901) to the value; empty for the whole.
    public let path: String
    public let message: String
    public var description: String { "\(path.isEmpty ? "the value" : path): \(message)" }
  }

  public let root: JSON

  public init(_ root: JSON) { self.root = root }

  /// The first violations found, at most `limit`; none when the value fits.
  public func violations(of value: JSON, limit: Int = 8) -> [Violation] {
    var check = Check(root: root, limit: limit)
    check.validate(value, against: root, at: "", depth: 0)
    return check.found
  }
}

private struct Check {
  let root: JSON
  let limit: Int
  var found: [JSONSchema.Violation] = []

  mutating func fail(_ path: String, _ message: String) {
    if found.count < limit { found.append(JSONSchema.Violation(path: path, message: message)) }
  }

  func accepts(_ value: JSON, _ schema: JSON, depth: Int) -> Bool {
    var probe = Check(root: root, limit: 1)
    probe.validate(value, against: schema, at: "", depth: depth + 1)
    return probe.found.isEmpty
  }

  mutating func validate(_ value: JSON, against schema: JSON, at path: String, depth: Int) {
    if schema == .bool(false) { return fail(path, "no value is allowed here") }
    guard let keywords = schema.object, depth < 64 else { return }
    if let reference = keywords["$ref"]?.string, let target = resolve(reference) {
      validate(value, against: target, at: path, depth: depth + 1)
    }
    checkType(value, keywords, path)
    checkCombinations(value, keywords, path, depth)
    switch value {
    case .object(let object): checkObject(object, keywords, path, depth)
    case .array(let elements): checkArray(elements, keywords, path, depth)
    case .string(let text): checkString(text, keywords, path)
    case .int, .number: checkNumber(value.double ?? 0, keywords, path)
    default: break
    }
  }

  func resolve(_ reference: String) -> JSON? {
    guard reference.hasPrefix("#") else { return nil }
    var place = root
    for part in reference.dropFirst().split(separator: "/") {
      guard let next = place[String(part)] else { return nil }
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
    if let allowed = keywords["enum"]?.array, !allowed.contains(value) {
      fail(path, "expected one of \(JSON.array(allowed).text)")
    }
    if let constant = keywords["const"], constant != value { fail(path, "expected \(constant.text)") }
  }

  mutating func checkCombinations(_ value: JSON, _ keywords: JSONObject, _ path: String, _ depth: Int) {
    for part in keywords["allOf"]?.array ?? [] { validate(value, against: part, at: path, depth: depth + 1) }
    if let options = keywords["anyOf"]?.array, !options.contains(where: { accepts(value, $0, depth: depth) })
    {
      fail(path, "fits none of the alternatives")
    }
    if let options = keywords["oneOf"]?.array {
      let count = options.count { accepts(value, $0, depth: depth) }
      if count != 1 { fail(path, "fits \(count) of the alternatives instead of one") }
    }
    if let refused = keywords["not"], accepts(value, refused, depth: depth) { fail(path, "is not allowed") }
  }

  mutating func checkObject(_ object: JSONObject, _ keywords: JSONObject, _ path: String, _ depth: Int) {
    for name in keywords["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
      fail(path, "the member '\(name)' is missing")
    }
    let properties = keywords["properties"]?.object
    let others = keywords["additionalProperties"]
    for member in object {
      let place = path + "/" + Self.escape(member.key)
      if let schema = properties?[member.key] {
        validate(member.value, against: schema, at: place, depth: depth + 1)
      } else if let others {
        if others == .bool(false) {
          fail(path, "the member '\(member.key)' is not known")
        } else {
          validate(member.value, against: others, at: place, depth: depth + 1)
        }
      }
    }
    checkRange(Double(object.count), keywords, path, "minProperties", "maxProperties", "members")
  }

  mutating func checkArray(_ elements: [JSON], _ keywords: JSONObject, _ path: String, _ depth: Int) {
    let prefix = keywords["prefixItems"]?.array ?? []
    for (index, element) in elements.enumerated() {
      let schema = index < prefix.count ? prefix[index] : keywords["items"]
      if let schema { validate(element, against: schema, at: "\(path)/\(index)", depth: depth + 1) }
    }
    checkRange(Double(elements.count), keywords, path, "minItems", "maxItems", "elements")
    if keywords["uniqueItems"] == .bool(true), Set(elements).count != elements.count {
      fail(path, "has equal elements")
    }
  }

  mutating func checkString(_ text: String, _ keywords: JSONObject, _ path: String) {
    guard keywords["minLength"] != nil || keywords["maxLength"] != nil else { return }
    checkRange(Double(text.unicodeScalars.count), keywords, path, "minLength", "maxLength", "characters")
  }

  mutating func checkNumber(_ number: Double, _ keywords: JSONObject, _ path: String) {
    checkRange(number, keywords, path, "minimum", "maximum", "")
    if let bound = keywords["exclusiveMinimum"]?.double, number <= bound {
      fail(path, "must be above \(bound)")
    }
    if let bound = keywords["exclusiveMaximum"]?.double, number >= bound {
      fail(path, "must be below \(bound)")
    }
    if let step = keywords["multipleOf"]?.double, step > 0,
      number.truncatingRemainder(dividingBy: step) != 0
    {
      fail(path, "must be a multiple of \(step)")
    }
  }

  mutating func checkRange(
    _ value: Double, _ keywords: JSONObject, _ path: String, _ low: String, _ high: String, _ unit: String
  ) {
    let suffix = unit.isEmpty ? "" : " \(unit)"
    if let bound = keywords[low], let least = bound.double, value < least {
      fail(path, "must have at least \(bound.text)\(suffix)")
    }
    if let bound = keywords[high], let most = bound.double, value > most {
      fail(path, "must have at most \(bound.text)\(suffix)")
    }
  }

  /// A member name as a JSON Pointer token.
  static func escape(_ key: String) -> String {
    guard key.contains("~") || key.contains("/") else { return key }
    return key.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
  }
}
