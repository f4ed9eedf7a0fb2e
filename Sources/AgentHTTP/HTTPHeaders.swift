/// The fields of a message's head, in order; names are compared without regard to case.
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  public struct Field: Sendable, Equatable {
    public var name: String
    public var value: String
  }

  public private(set) var fields: [Field] = []

  public init() {}

  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }

  /// The first value of that name. Setting replaces all of them; nil removes them.
  public subscript(name: String) -> String? {
    get {
      let lower = name.lowercased()
      return fields.first { $0.name.lowercased() == lower }?.value
    }
    set {
      let lower = name.lowercased()
      fields.removeAll { $0.name.lowercased() == lower }
      if let newValue { append(name, newValue) }
    }
  }

  public mutating func append(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// The name of the first field that cannot be sent: its name is not a token, or its value holds a line
  /// break or another control character, through which a value could add fields of its own.
  var unsendable: String? {
    fields.first { field in
      let name = field.name.utf8
      let isToken = name.allSatisfy { $0 > 0x20 && $0 < 0x7f && !Self.separators.contains($0) }
      let isPlain = field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
      return name.isEmpty || !isToken || !isPlain
    }?.name
  }

  /// The fields that may go to another origin than the one they were meant for: what kind of answer is
  /// wanted, and nothing that could be a secret.
  var withoutSecrets: HTTPHeaders {
    var kept = self
    kept.fields.removeAll { !["accept", "accept-language", "user-agent"].contains($0.name.lowercased()) }
    return kept
  }

  private static let separators = Array("()<>@,;:\\\"/[]?={}".utf8)
}
