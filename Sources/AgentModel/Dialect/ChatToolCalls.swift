import AgentJSON

/// Puts the calls of a chat stream together from their fragments.
///
/// A call is named by its `index`. Some servers leave that out, some give every call the index 0, some send
/// whole calls at once, some repeat the id and the name with every fragment.
struct ChatToolCalls: Sendable {
  struct Call: Sendable, Equatable {
    var index: Int?
    var id = ""
    var name = ""
    var arguments = ""
  }

  private(set) var calls: [Call] = []

  /// Takes one element of `tool_calls`.
  /// - Returns: the call's place, whether it is new, and the arguments this fragment brought.
  mutating func take(_ fragment: JSON) -> (place: Int, isNew: Bool, arguments: String) {
    let function = fragment["function"] ?? fragment
    let index = fragment["index"]?.int
    let id = fragment["id"]?.string ?? ""
    let name = function["name"]?.string ?? ""
    let arguments = Self.arguments(function["arguments"])
    let found = find(index: index, id: id, name: name)
    let place = found ?? calls.count
    if found == nil { calls.append(Call(index: index)) }
    if calls[place].id.isEmpty { calls[place].id = id }
    if calls[place].name.isEmpty { calls[place].name = name }
    calls[place].arguments += arguments
    return (place, found == nil, arguments)
  }

  private func find(index: Int?, id: String, name: String) -> Int? {
    /// Whether a fragment of another id and with a name of its own begins another call.
    func isAnother(_ call: Call) -> Bool { !id.isEmpty && !call.id.isEmpty && call.id != id && !name.isEmpty }
    if let index {
      return calls.lastIndex { $0.index == index && !isAnother($0) }
    }
    if !id.isEmpty { return calls.lastIndex { $0.id == id } }
    guard let last = calls.last else { return nil }
    let beginsAnother = !name.isEmpty && !last.name.isEmpty && !last.arguments.isEmpty
    return beginsAnother ? nil : calls.count - 1
  }

  /// Text as it is; a whole object, as some servers send, as its JSON.
  private static func arguments(_ value: JSON?) -> String {
    guard let value, !value.isNull else { return "" }
    return value.string ?? value.text
  }
}
