public import AgentCore
import AgentJSON
public import AgentSystem

/// What can be done to plans. Each gives back the plan as it is then; `now` is noted in what was changed.
extension Planner {
  /// Most entries of a plan, and bytes of a title and a description.
  public static let entryLimit = 10_000
  public static let titleLimit = 1000
  public static let descriptionLimit = 64 << 10

  /// A new plan, in the place of one of the same name.
  /// - Parameter replacing: whether a plan that is not over may be replaced.
  public mutating func create(_ name: String, _ entries: [PlanEntry], replacing: Bool, now: Timestamp)
    throws(AgentError) -> Plan
  {
    let name = try PlanText.name(name)
    let old = plans.firstIndex { $0.name == name }
    if let old, !replacing, !plans[old].isDone {
      throw AgentError(
        .badData, "there is a plan of this name", object: name, hint: "give --replace, or 'agent-plan add'")
    }
    var plan = Plan(name: name)
    plan.entries = entries
    if let old { plans[old] = plan } else { plans.append(plan) }
    return try settle(old ?? plans.count - 1, changed: entries.indices, now)
  }

  public mutating func add(_ name: String, _ entries: [PlanEntry], at position: Int? = nil, now: Timestamp)
    throws(AgentError) -> Plan
  {
    let plan = try index(of: name)
    let count = plans[plan].entries.count
    let place = (position ?? count + 1) - 1
    if !(0...count).contains(place) { throw missing(position ?? 0, in: plans[plan]) }
    plans[plan].entries.insert(contentsOf: entries, at: place)
    return try settle(plan, changed: place..<place + entries.count, now)
  }

  public mutating func mark(_ name: String, _ which: [EntryName], _ state: PlanEntry.State, now: Timestamp)
    throws(AgentError) -> Plan
  {
    let plan = try index(of: name)
    let places = try self.places(which, in: plans[plan])
    let changed = places.filter { plans[plan].entries[$0].state != state }
    for place in changed { plans[plan].entries[place].set(state: state) }
    return try settle(plan, changed: changed, now)
  }

  public mutating func edit(
    _ name: String, _ which: EntryName, title: String?, description: String?, state: PlanEntry.State?,
    now: Timestamp
  ) throws(AgentError) -> Plan {
    let plan = try index(of: name)
    let places = try self.places([which], in: plans[plan])
    for place in places {
      if let title { plans[plan].entries[place].set(title: title) }
      if let description { plans[plan].entries[place].set(description: description) }
      if let state { plans[plan].entries[place].set(state: state) }
    }
    return try settle(plan, changed: places, now)
  }

  public mutating func rename(_ name: String, to other: String) throws(AgentError) -> Plan {
    let other = try PlanText.name(other)
    let plan = try index(of: name)
    if let taken = plans.firstIndex(where: { $0.name == other }), taken != plan {
      throw AgentError(.badData, "there is a plan of this name", object: other)
    }
    plans[plan].rename(other)
    return plans[plan]
  }

  /// - Parameter position: where it is to stand, from 1.
  public mutating func move(_ name: String, _ which: EntryName, to position: Int) throws(AgentError) -> Plan {
    let plan = try index(of: name)
    let places = try self.places([which], in: plans[plan])
    guard places.count == 1 else { throw AgentError(.usage, "names several entries", object: "\(which)") }
    guard (1...plans[plan].entries.count).contains(position) else { throw missing(position, in: plans[plan]) }
    let entry = plans[plan].entries.remove(at: places[0])
    plans[plan].entries.insert(entry, at: position - 1)
    return plans[plan]
  }

  public mutating func remove(_ name: String, _ which: [EntryName]) throws(AgentError) -> Plan {
    let plan = try index(of: name)
    for place in try places(which, in: plans[plan]).reversed() { plans[plan].entries.remove(at: place) }
    return plans[plan]
  }

  /// Takes a plan away; all of them without a name.
  /// - Returns: those that were there.
  public mutating func clear(_ name: String?) throws(AgentError) -> [Plan] {
    guard let name else {
      defer { plans = [] }
      return plans
    }
    return [plans.remove(at: try index(of: name))]
  }

  /// Takes in plans that come from elsewhere; one of the same name is replaced.
  public mutating func take(_ others: [Plan]) throws(AgentError) {
    for other in others {
      if let old = plans.firstIndex(where: { $0.name == other.name }) {
        plans[old] = other
      } else {
        plans.append(other)
      }
      if other.entries.count > Self.entryLimit { throw tooMany(other.name) }
    }
  }

  // MARK: - Parts of these

  private mutating func settle(_ plan: Int, changed: some Sequence<Int>, _ now: Timestamp)
    throws(AgentError) -> Plan
  {
    if plans[plan].entries.count > Self.entryLimit { throw tooMany(plans[plan].name) }
    for place in changed { plans[plan].entries[place].touch(now) }
    for place in plans[plan].entries.indices { plans[plan].entries[place].identify() }
    return plans[plan]
  }

  private func places(_ which: [EntryName], in plan: Plan) throws(AgentError) -> [Int] {
    var places = Set<Int>()
    for name in which {
      switch name {
      case .all: places.formUnion(plan.entries.indices)
      case .positions(let range):
        for position in [range.lowerBound, range.upperBound]
        where !(1...plan.entries.count).contains(position) {
          throw missing(position, in: plan)
        }
        places.formUnion(range.map { $0 - 1 })
      case .id(let id):
        guard let place = plan.entries.firstIndex(where: { $0.id == id }) else {
          throw AgentError(.inputMissing, "no such entry", object: "\(plan.name): \(id)")
        }
        places.insert(place)
      }
    }
    return places.sorted()
  }

  private func missing(_ position: Int, in plan: Plan) -> AgentError {
    AgentError(
      .inputMissing, "no entry \(position)", object: plan.name,
      hint: plan.entries.isEmpty ? "it has none" : "it has 1 to \(plan.entries.count)")
  }

  private func tooMany(_ name: String) -> AgentError {
    AgentError(.tooLarge, "would have more than \(Self.entryLimit) entries", object: name)
  }
}
