import AgentJSON
import Testing

struct JSONSchemaTests {
  @Test("tells where a value does not fit", arguments: try CaseFile.rows("schema.txt"))
  func table(row: [String]) throws {
    let schema = JSONSchema(try JSON(parsing: row[0]))
    let found = schema.violations(of: try JSON(parsing: row[1]))
    #expect(found.isEmpty ? row[2] == "ok" : found.map(\.description).joined(separator: "; ") == row[2])
  }

  @Test func tellsNoMoreThanAsked() throws {
    let schema = JSONSchema(["items": ["type": "string"]])
    let value = JSON.array(Array(repeating: 1, count: 100))
    #expect(schema.violations(of: value).count == 8)
    #expect(schema.violations(of: value, limit: 3).map(\.path) == ["/0", "/1", "/2"])
  }

  @Test("a deep value is checked to its end")
  func deepValue() throws {
    let schema = JSONSchema(["items": ["$ref": "#"], "type": "array"])
    let depth = 300
    let text = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    let found = schema.violations(of: try JSON(parsing: text))
    #expect(found.map(\.message) == ["expected array, not integer"])
    #expect(found.first?.path == String(repeating: "/0", count: depth))
  }

  @Test("a schema that doubles at every step is given up")
  func exponentialSchema() throws {
    var definitions: JSONObject = ["s60": ["type": "integer"]]
    for level in 0..<60 {
      let next: JSON = ["$ref": .string("#/$defs/s\(level + 1)")]
      definitions.append("s\(level)", ["allOf": [next, next]])
    }
    let schema = JSONSchema(["$ref": "#/$defs/s0", "$defs": .object(definitions)], stepLimit: 10_000)
    #expect(schema.violations(of: 1, limit: 1).map(\.message) == ["the schema is too complex"])
  }
}
