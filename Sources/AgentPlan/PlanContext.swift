import AgentCore

/// What a model is told of the plans that are not over, in the predecessor's shape: the same plans give the same
/// bytes.
public struct PlanContext: Sendable {
  /// Empty when there is nothing to do.
  public let text: String

  /// - Parameter budget: tokens, estimated. Where all does not fit, descriptions are left out, then what is
  ///   done, then what comes last; what is left out is counted.
  public init(_ plans: [Plan], budget: Int = 2000) {
    let plans = plans.filter { !$0.isDone }
    guard !plans.isEmpty else {
      text = ""
      return
    }
    for detail in Detail.allCases {
      let whole = Self.text(plans, detail, limit: .max)
      if TokenEstimate.tokens(in: whole) <= budget {
        text = whole
        return
      }
    }
    // What is left of each plan is the more the fewer there are.
    var (low, high) = (0, plans.map(\.entries.count).max() ?? 0)
    while low < high {
      let middle = (low + high + 1) / 2
      let fits = TokenEstimate.tokens(in: Self.text(plans, .open, limit: middle)) <= budget
      if fits { low = middle } else { high = middle - 1 }
    }
    text = Self.text(plans, .open, limit: low)
  }

  private enum Detail: CaseIterable { case all, titles, open }

  private static func text(_ plans: [Plan], _ detail: Detail, limit: Int) -> String {
    var text = "<current_todos>\n"
    for plan in plans {
      text += "<todo name=\"\(XMLText.escaped(plan.name))\">\n"
      var left = 0
      var shown = 0
      for (index, entry) in plan.entries.enumerated() {
        if detail == .open, entry.isDone || shown == limit {
          left += 1
          continue
        }
        shown += 1
        let state = entry.isDone ? "done" : entry.state == .doing ? "doing" : "pending"
        text +=
          "<entry index=\"\(index + 1)\" done_state=\"\(state)\" title=\"\(XMLText.escaped(entry.title))\">"
        if detail == .all { text += XMLText.escaped(entry.description) }
        text += "</entry>\n"
      }
      if left > 0 { text += "<left_out entries=\"\(left)\"/>\n" }
      text += "</todo>\n"
    }
    return text + "</current_todos>\n"
  }
}
