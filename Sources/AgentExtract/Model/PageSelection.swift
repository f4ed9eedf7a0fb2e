public import AgentCore

/// Pages as `--pages` names them: `3`, `3-7`, `-4`, `9-`, `1,3-7`.
public struct PageSelection: Sendable, Equatable {
  public let ranges: [ClosedRange<Int>]

  public init(parsing text: String) throws(AgentError) {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      let first = ends[0].isEmpty ? 1 : Int(ends[0])
      let last = ends.count == 1 ? first : ends[1].isEmpty ? Int(Int32.max) : Int(ends[1])
      let isNamed = part.contains(where: \.isNumber)
      guard let first, let last, ends.count <= 2, isNamed, first >= 1, first <= last, last <= Int32.max else {
        throw AgentError(.usage, "not a list of pages: '\(text)'", object: "--pages", hint: "such as 3-7")
      }
      ranges.append(first...last)
    }
    self.ranges = ranges
  }

  public func contains(_ page: Int) -> Bool { ranges.contains { $0.contains(page) } }

  var first: Int { ranges.map(\.lowerBound).min() ?? 1 }
  var last: Int { ranges.map(\.upperBound).max() ?? Int(Int32.max) }
}
