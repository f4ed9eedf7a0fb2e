/// What is to be done to take back the changes of a turn. Pure.
public struct UndoPlan: Sendable, Equatable {
  /// One file, with all that happened to it in the turn.
  public struct Step: Sendable, Equatable {
    public let path: String
    public let root: String
    /// How it was before the turn.
    public let target: FileChange.Before
    /// How the turn left it.
    public let expected: FileChange.After
    /// Whether somebody else changed it between two calls of the turn: what he did would go too.
    public let hasGap: Bool
  }

  /// In the reverse order of the last change of each.
  public let steps: [Step]

  /// - Parameter changes: those of the turn, oldest first.
  public init(_ changes: [FileChange]) {
    var order: [String] = []
    var chains: [String: [FileChange]] = [:]
    for change in changes {
      order.removeAll { $0 == change.path }
      order.append(change.path)
      chains[change.path, default: []].append(change)
    }
    steps = order.reversed().compactMap { path in
      guard let chain = chains[path], let first = chain.first, let last = chain.last else { return nil }
      let hasGap = zip(chain, chain.dropFirst()).contains { !Self.joins($0.after, $1.before) }
      return Step(path: path, root: first.root, target: first.before, expected: last.after, hasGap: hasGap)
    }
  }

  /// Whether a change begins with what the one before it left.
  private static func joins(_ after: FileChange.After, _ before: FileChange.Before) -> Bool {
    switch (after, before) {
    case (.absent, .absent): true
    case (.present(let digest, _, _), .saved(let blob, _, _)): digest == blob
    default: false
    }
  }
}
