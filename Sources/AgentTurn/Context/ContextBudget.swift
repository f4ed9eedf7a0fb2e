public import AgentCore
public import AgentJSON
public import AgentModel

/// Fits the context of a long session into the model's window. Pure.
///
/// First the outputs of tools of earlier turns are elided, oldest first; then whole turns are left out,
/// oldest first. What the user asked last is never touched, nor what came of it: when that alone is too large,
/// nothing is sent.
public struct ContextBudget: Sendable {
  /// Tokens that may be used.
  public let limit: Int
  /// Estimates an item that was shortened; what the others cost is known.
  private let estimate: @Sendable (JSON) -> Int

  public struct Fitted: Sendable, Equatable {
    public var items: [JSON]
    public var tokens: Int
    /// Tool outputs that were shortened and turns that were left out.
    public var elidedOutputs = 0
    public var droppedTurns = 0
    public var fits: Bool
  }

  /// Outputs shorter than this many tokens are left as they are.
  private static let smallestElided = 200

  public init(
    limit: Int, estimate: @escaping @Sendable (JSON) -> Int = { TokenEstimate.tokens(inItem: $0) }
  ) {
    self.limit = limit
    self.estimate = estimate
  }

  /// - Parameter fixed: tokens that instructions and tools take.
  public func fit(_ given: [ContextProjection.Turn], fixed: Int) -> Fitted {
    var turns = given.map(\.items)
    var costs = given.map(\.costs)
    var total = fixed + costs.joined().reduce(0, +)
    var fitted = Fitted(items: [], tokens: total, fits: true)
    // A resumed turn has no question of its own: it goes on with the one before.
    let newest = turns.lastIndex { $0.contains(where: Self.isQuestion) } ?? turns.count - 1
    for turn in turns.indices.prefix(max(0, newest)) where total > limit {
      for index in turns[turn].indices where total > limit {
        guard costs[turn][index] >= Self.smallestElided, let shorter = Self.elide(turns[turn][index]) else {
          continue
        }
        let cost = estimate(shorter)
        total -= costs[turn][index] - cost
        turns[turn][index] = shorter
        costs[turn][index] = cost
        fitted.elidedOutputs += 1
      }
    }
    var first = 0
    while total > limit, first < newest {
      total -= costs[first].reduce(0, +)
      first += 1
    }
    fitted.droppedTurns = first
    for turn in turns.indices[first...] {
      fitted.items += given[turn].mayHaveCalls ? ContextProjection.closingCalls(turns[turn]) : turns[turn]
    }
    fitted.tokens = total
    fitted.fits = total <= limit
    return fitted
  }

  private static func isQuestion(_ item: JSON) -> Bool { item["role"] == "user" }

  /// A tool's output with only its size left, or nil when the item is none.
  private static func elide(_ item: JSON) -> JSON? {
    guard var object = item.object,
      ["function_call_output", "custom_tool_call_output"].contains(item["type"]?.string ?? ""),
      let output = object["output"]
    else { return nil }
    let size = output.string?.utf8.count ?? output.bytes.count
    object["output"] = .string("[an earlier output of \(size) bytes, left out]")
    return .object(object)
  }
}
