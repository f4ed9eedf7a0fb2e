public import AgentJSON
import AgentCore
import AgentSystem

/// A named list of things to do, in the order in which they are to be done.
public struct Plan: Sendable, Equatable {
  /// All members but the entries, which are held apart.
  private var rest: JSONObject
  public internal(set) var entries: [PlanEntry]

  public init(name: String, entries: [PlanEntry] = []) {
    rest = ["name": .string(name)]
    self.entries = entries
  }

  public var name: String { rest["name"]?.string ?? "" }
  public var doneCount: Int { entries.count { $0.isDone } }
  /// One that is over: it is kept, but shown only where all are asked for.
  public var isDone: Bool { !entries.isEmpty && doneCount == entries.count }

  public mutating func append(_ entry: PlanEntry) { entries.append(entry) }

  mutating func rename(_ name: String) { rest["name"] = .string(name) }

  // MARK: - As JSON

  /// - Parameter place: for errors, such as `todos[2]`.
  init(parsing value: JSON, at place: String) throws(AgentError) {
    guard let object = value.object else { throw Self.bad("is no object", place) }
    guard object["name"]?.string?.isEmpty == false else { throw Self.bad("has no name", place) }
    guard let list = object["entries"]?.array else { throw Self.bad("has no list 'entries'", place) }
    rest = object
    rest["entries"] = nil
    entries = []
    for (index, value) in list.enumerated() {
      let place = "\(place).entries[\(index)]"
      guard let entry = value.object else { throw Self.bad("is no object", place) }
      guard entry["title"]?.string != nil else { throw Self.bad("has no title", place) }
      entries.append(PlanEntry(json: entry))
    }
  }

  var json: JSON {
    var object = rest
    object.append("entries", .array(entries.map { .object($0.json) }))
    return .object(object)
  }

  private static func bad(_ why: String, _ place: String) -> AgentError {
    AgentError(.badData, why, object: place)
  }

  // MARK: - As records

  /// A `todo` record for each entry.
  public var records: [JSON] {
    entries.enumerated().map { index, entry in
      var members: JSONObject = [
        "plan": .string(name), "index": .int(index + 1), "title": .string(entry.title),
        "state": .string(entry.state.rawValue),
      ]
      if !entry.description.isEmpty { members.append("description", .string(entry.description)) }
      members.append("id", ifPresent: entry.id.map(JSON.string))
      return Record.make(.todo, members)
    }
  }

  /// The entries as the part of a tool's result that becomes a `todo_list` item.
  public var todoList: JSON {
    [
      "type": "todo_list",
      "items": .array(
        entries.map { ["text": .string($0.title), "completed": .bool($0.isDone)] }),
    ]
  }
}
