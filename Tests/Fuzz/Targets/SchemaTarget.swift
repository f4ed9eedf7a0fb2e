@testable import AgentJSON

extension FuzzTarget {
  /// A schema and, behind a NUL, a value. Answers come in bounded time and follow the rules of combination.
  static let schema = FuzzTarget("schema") { input in
    let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let schema = try? JSON(parsing: parts[0]),
      let value = try? JSON(parsing: parts[1])
    else { return }
    let found = JSONSchema(schema).violations(of: value)
    require(found.count <= 8, "no more violations than asked for")
    require(JSONSchema(schema).violations(of: value) == found, "the same question has the same answer")
    require(JSONSchema(["enum": [value]]).violations(of: value).isEmpty, "a value is one of itself")
    require(JSONSchema(["const": value]).violations(of: value).isEmpty, "a value is itself")
    require(value.equalsInValue(value.normalised), "the normal form is equal")
    // References name places from the root, and a question given up has no answer to compare.
    if schema.text.contains("$ref") || found.contains(where: { $0.message.contains("too complex") }) {
      return
    }
    let fits = found.isEmpty
    for keyword in ["allOf", "anyOf", "oneOf"] {
      let wrapped = JSON.object(JSONObject([.init(key: keyword, value: [schema])]))
      let same = JSONSchema(wrapped, stepLimit: 10_000_000).violations(of: value).isEmpty
      require(same == fits, "\(keyword) of one schema is that schema")
    }
    let twice: JSON = ["not": ["not": schema]]
    require(
      JSONSchema(twice, stepLimit: 10_000_000).violations(of: value).isEmpty == fits, "not not is itself")
  }
}
