public import AgentCore
public import AgentJSON

/// A change that `review` proposes and `apply` makes: one of two entries that say nearly the same takes the other's
/// place, or what is over is forgotten. Nothing is joined without being asked: likeness is no contradiction.
public struct MemoryProposal: Sendable, Equatable {
  public enum Operation: String, Sendable, CaseIterable {
    /// `by` takes the place of the entry.
    case supersede
    /// `by` says `text` from now on, and takes the place of the entry.
    case merge
    /// The entry says `text` from now on.
    case edit
    case delete
    /// It is left as it is.
    case keep
  }

  public var operation: Operation
  public var id: String
  public var by: String?
  public var text: String?

  public init(_ operation: Operation, id: String, by: String? = nil, text: String? = nil) {
    self.operation = operation
    self.id = id
    self.by = by
    self.text = text
  }

  /// Reads a `memory` record with a member `proposal`, as `review` writes it; the answer of a model to one, a
  /// `turn` record with a proposal as its output; or `{"id", "op", "by"?, "text"?}` itself.
  /// - Returns: nil for a record that proposes nothing.
  public static func parse(_ value: JSON) throws(AgentError) -> MemoryProposal? {
    guard let object = value.object else { throw AgentError(.badData, "is no JSON object") }
    let members = object["proposal"]?.object ?? object["output"]?.object ?? object
    guard let name = members["op"]?.string else { return nil }
    guard let operation = Operation(rawValue: name) else {
      throw AgentError(
        .badData, "unknown operation '\(name.prefix(40))'",
        hint: "one of \(Operation.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard let id = members["id"]?.string ?? object["id"]?.string, !id.isEmpty else {
      throw AgentError(.badData, "has no member 'id' that is a string")
    }
    var proposal = MemoryProposal(operation, id: id)
    proposal.by = members["by"]?.string
    proposal.text = members["text"]?.string
    if operation == .supersede || operation == .merge {
      guard let by = proposal.by, by != id else {
        throw AgentError(.badData, "'\(name)' needs a member 'by' that is another memory")
      }
    }
    if operation == .merge || operation == .edit {
      guard let text = proposal.text else { throw AgentError(.badData, "'\(name)' needs a member 'text'") }
      try MemoryAddition(text: text).check()
    }
    return proposal
  }
}

/// A proposal with what a judge must see: the entries themselves, and why.
public struct MemoryReview: Sendable {
  public let entry: MemoryEntry
  public let proposal: MemoryProposal
  /// The entry that takes its place.
  public var other: MemoryEntry?
  /// The words in common, from 0 to 1.
  public var likeness: Double?
  public let reason: String

  public var record: JSON {
    var members: JSONObject = ["op": .string(proposal.operation.rawValue)]
    members.append("by", ifPresent: proposal.by.map(JSON.string))
    members.append("reason", .string(reason))
    members.append("likeness", ifPresent: likeness.map { JSON(($0 * 1000).rounded() / 1000) })
    members.append("other", ifPresent: other.map { .string($0.text) })
    return .object(entry.record(with: ["proposal": .object(members)]))
  }
}
