import AgentCore
import AgentJSON
@testable import AgentPlan
import AgentSystem

extension FuzzTarget {
  /// A `planner.json`. It is read or refused as bad data; what is read is written so that the same is read again,
  /// and a change of one entry leaves what else stands there as it is.
  static let plan = FuzzTarget("plan") { input in
    let planner: Planner
    do throws(AgentError) {
      planner = try PlanFile.planner(input, from: "input")
    } catch {
      return require(error.code == .badData, "a bad file is bad data, not \(error.code)")
    }
    let written = planner.json.bytes
    let again = try? PlanFile.planner(written, from: "again")
    require(again?.json.bytes == written, "what is written is read, and written again as it was")
    let context = PlanContext(planner.plans, budget: 500).text
    require(context.isEmpty == planner.openPlans.isEmpty, "what is open is told")
    guard
      let plan = planner.plans.first(where: { $0.entries.count > 1 && $0.entries.allSatisfy { $0.id != nil } }
      )
    else { return }
    var changed = planner
    do throws(AgentError) {
      let marked = try changed.mark(plan.name, [.positions(1...1)], .done, now: Timestamp(milliseconds: 0))
      require(marked.entries[0].isDone, "an entry that is marked is done")
      require(Array(marked.entries.dropFirst()) == Array(plan.entries.dropFirst()), "other entries stay")
    } catch {
      require(false, "a plan that is there can be changed: \(error)")
    }
  }
}
