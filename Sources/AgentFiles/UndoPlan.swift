import AgentSystem

/// What is to be done to take back the changes of a turn. Pure.
public struct UndoPlan: Sendable, Equatable {
  /// One file, link or directory, with all that happened to it in the turn.
  public struct Step: Sendable, Equatable {
    public let path: String
    public let root: String
    /// How it was before the turn.
    public let target: FileChange.Before
    /// How the turn left it.
    public let expected: FileChange.After
    /// Whether somebody else changed it between two calls of the turn: what he did would go too.
    public let hasGap: Bool

    /// Whether it was a directory, and the turn left something else there.
    public var isReplacedDirectory: Bool {
      guard case .directory = target else { return false }
      switch expected {
      case .absent, .directory: return false
      case .link, .present, .unknown: return true
      }
    }
  }

  /// In the reverse order of the last change of each.
  public let steps: [Step]

  /// - Parameter changes: those of the turn, oldest first.
  public init(_ changes: [FileChange]) {
    var last: [PathKey: Int] = [:]
    var chains: [PathKey: [FileChange]] = [:]
    for (index, change) in changes.enumerated() {
      let key = PathKey(change.path)
      last[key] = index
      chains[key, default: []].append(change)
    }
    steps = last.sorted { $0.value > $1.value }.compactMap { key, _ in
      guard let chain = chains[key], let first = chain.first, let last = chain.last else { return nil }
      let hasGap = zip(chain, chain.dropFirst()).contains { !Self.joins($0.after, $1.before) }
      return Step(
        path: key.path, root: first.root, target: first.before, expected: last.after, hasGap: hasGap)
    }
  }

  /// Whether a change begins with what the one before it left.
  private static func joins(_ after: FileChange.After, _ before: FileChange.Before) -> Bool {
    switch (after, before) {
    case (.absent, .absent): true
    case (.link(let one), .link(let other)): one.utf8.elementsEqual(other.utf8)
    case (.directory, .directory): true
    case (.present(let digest, _, _), .saved(let blob, _, _)): digest == blob
    default: false
    }
  }
}
