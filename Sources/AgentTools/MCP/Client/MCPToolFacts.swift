import AgentJSON

/// What a server says of one of its tools.
struct MCPToolFacts: Sendable, Equatable {
  /// As the server calls it.
  let name: String
  let description: String
  /// JSON Schema of the arguments.
  let schema: JSON

  /// Longer words than these are cut: they would be sent with every request.
  private static let descriptionLimit = 4096
  private static let schemaLimit = 64 << 10

  init(name: String, description: String, schema: JSON) {
    self.name = name
    self.description = description
    self.schema = schema
  }

  /// Reads an element of `tools/list`, or of a cache; nil for what is none.
  init?(_ json: JSON) {
    guard let name = json["name"]?.string, (1...256).contains(name.utf8.count) else { return nil }
    self.name = name
    let words = json["description"]?.string ?? json["title"]?.string ?? json["annotations"]?["title"]?.string
    description = OutputBound.apply(words ?? name, limit: Self.descriptionLimit).text
    let schema = json["inputSchema"] ?? [:]
    guard let object = schema.object, object["type"] == "object", schema.byteCount <= Self.schemaLimit else {
      self.schema = ["type": "object"]
      return
    }
    self.schema = .object(object)
  }

  var json: JSON {
    ["name": .string(name), "description": .string(description), "inputSchema": schema]
  }
}
