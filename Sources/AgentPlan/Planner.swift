public import AgentCore
public import AgentJSON
import AgentSystem

/// All plans: what `planner.json` holds, `{"type":"planner","todos":[plan]}`.
public struct Planner: Sendable, Equatable {
  private var rest: JSONObject
  public internal(set) var plans: [Plan]

  public init(plans: [Plan] = []) {
    rest = ["type": "planner"]
    self.plans = plans
  }

  /// - Throws: 65 with the place of what is not in the shape.
  public init(parsing value: JSON) throws(AgentError) {
    guard let object = value.object else { throw AgentError(.badData, "is no JSON object") }
    if let type = object["type"], type != "planner" {
      throw AgentError(.badData, "has the type \(type.text), not planner")
    }
    rest = object
    rest["todos"] = nil
    plans = []
    guard let list = object["todos"]?.array else { throw AgentError(.badData, "has no list 'todos'") }
    for (index, value) in list.enumerated() { plans.append(try Plan(parsing: value, at: "todos[\(index)]")) }
  }

  public var json: JSON {
    var object = rest
    object.append("todos", .array(plans.map(\.json)))
    return .object(object)
  }

  /// Leaves the others out.
  public mutating func keep(only index: Int) { plans = [plans[index]] }

  /// Those that are not over.
  public var openPlans: [Plan] { plans.filter { !$0.isDone } }

  /// Whether we have written it before: every entry has an id then.
  var isOurs: Bool { plans.allSatisfy { $0.entries.allSatisfy { $0.id != nil } } }

  /// Where the plan of a name stands: the name itself, or a beginning that only one has.
  /// - Throws: 66 when there is none, 65 with the candidates when there are several.
  public func index(of name: String) throws(AgentError) -> Int {
    if let index = plans.firstIndex(where: { $0.name == name }) { return index }
    let wanted = name.lowercased().utf8
    let found = plans.indices.filter { plans[$0].name.lowercased().utf8.starts(with: wanted) }
    if found.count == 1, !name.isEmpty { return found[0] }
    if found.isEmpty || name.isEmpty {
      throw AgentError(.inputMissing, "no such plan", object: name, hint: "try 'agent-plan list --all'")
    }
    throw AgentError(
      .badData, "begins the names of several plans", object: name,
      hint: "one of \(found.map { plans[$0].name }.joined(separator: ", "))")
  }

  public subscript(name: String) -> Plan {
    get throws(AgentError) { plans[try index(of: name)] }
  }
}
