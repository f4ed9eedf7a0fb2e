import AgentCore
import AgentSession
import AgentStore
import AgentSystem

/// A turn that was found, and where its best passage stands.
struct RankedTurn {
  let session: IndexedSession
  let place: PassagePlace
  let score: Float
}

/// The turns for a question, best first.
///
/// A turn counts what its best passage does (BM25), and a quarter of what the best of each other role does, so that
/// a question and its answer together go before either alone. The order is that of scores, then of time, newest
/// first, then of ids: it does not depend on when what was indexed.
struct SearchRanking {
  /// The terms of the question.
  let terms: Set<String>
  private(set) var turns: [RankedTurn] = []

  /// What the best passage of another role adds.
  private static let otherRole: Float = 0.25
  /// Passages that are looked at for each turn that is wanted, and at least.
  private static let depth = 20
  private static let least = 400

  init(_ index: SessionIndex, _ query: SearchQuery) throws {
    let words = TextQuery(query.text, index.text.tokenizer)
    terms = Set(words.terms.map(\.term))
    if words.isEmpty || query.limit < 1 { return }
    let sessions = try index.sessions()
    let slots = try index.text.allSlots()
    try index.requireAll(slots)
    let values = try index.text.scores(words, slots: slots, totals: TextIndex.totals(of: slots)).values
    let filter = Filter(query, sessions)
    var found = values.indices.filter { values[$0] > 0 && filter.allows(slots[$0]) }
    if query.since == nil, query.until == nil {
      let least = Self.threshold(found, values, keeping: max(Self.least, query.limit * Self.depth))
      found.removeAll { values[$0] < least }
    }
    var groups: [Key: Group] = [:]
    try Self.places(of: found, in: index) { document, session, place in
      guard let owner = filter.sessions[session], filter.allows(place) else { return }
      let key = Key(session: session, turn: place.turn ?? -1 - place.offset)
      groups[key, default: Group(owner)].add(place, values[document])
    }
    turns = groups.values.compactMap { $0.turn(otherRole: Self.otherRole) }.sorted(by: Self.precedes)
  }

  private static func precedes(_ left: RankedTurn, _ right: RankedTurn) -> Bool {
    if left.score != right.score { return left.score > right.score }
    if left.place.time != right.place.time { return left.place.time > right.place.time }
    if left.session.id != right.session.id { return left.session.id < right.session.id }
    return left.place.offset < right.place.offset
  }

  /// The score of the last passage among the best, or of one that scores less where there are fewer.
  static func threshold(_ found: [Int], _ values: [Float], keeping count: Int) -> Float {
    if found.count <= count { return 0 }
    // Halves what may be the answer until no number lies between.
    var (low, high) = (Float(0), (found.lazy.map { values[$0] }.max() ?? 0).nextUp)
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { return low }
      if found.lazy.filter({ values[$0] >= middle }).count >= count { low = middle } else { high = middle }
    }
  }

  /// Calls `body` with the place of each document; the numbers are in order.
  private static func places(
    of documents: [Int], in index: SessionIndex, _ body: (Int, Int, PassagePlace) -> Void
  ) throws {
    // So many runs are found one by one in the time that it takes to read all of them.
    if documents.count > 500 {
      var next = 0
      try index.eachRun { run in
        while next < documents.count, documents[next] < run.end {
          let document = documents[next]
          if document < run.first { throw homeless(document, index) }
          body(document, run.session, run.places[document - run.first])
          next += 1
        }
      }
      if next < documents.count { throw homeless(documents[next], index) }
      return
    }
    var run: PassageRun?
    for document in documents {
      if run.map({ $0.first <= document && document < $0.end }) != true { run = try index.run(of: document) }
      guard let run else { throw homeless(document, index) }
      body(document, run.session, run.places[document - run.first])
    }
  }

  /// Every document that is in the index is in a run.
  private static func homeless(_ document: Int, _ index: SessionIndex) -> AgentError {
    index.database.damaged("document \(document) has no place")
  }

  private struct Key: Hashable {
    let session: Int
    /// The turn; for what belongs to none, a number of its own below it.
    let turn: Int
  }

  private struct Group {
    let session: IndexedSession
    private var best: [Passage.Role: (place: PassagePlace, score: Float)] = [:]

    init(_ session: IndexedSession) { self.session = session }

    mutating func add(_ place: PassagePlace, _ score: Float) {
      if let known = best[place.role],
        (known.score, -known.place.offset, -known.place.part) >= (score, -place.offset, -place.part)
      {
        return
      }
      best[place.role] = (place, score)
    }

    func turn(otherRole: Float) -> RankedTurn? {
      let ordered = Passage.Role.allCases.compactMap { best[$0] }
      guard var first = ordered.first else { return nil }
      for other in ordered where other.score > first.score { first = other }
      let others = ordered.reduce(Float(0)) { $0 + $1.score } - first.score
      return RankedTurn(session: session, place: first.place, score: first.score + otherRole * others)
    }
  }

  /// What the question asks for besides its words.
  private struct Filter {
    /// By number: those that are asked for.
    let sessions: [Int: IndexedSession]
    private let groups: [Bool]
    private let roles: Set<Int>
    private let time: Range<Int>

    init(_ query: SearchQuery, _ all: [IndexedSession]) {
      let wanted = all.filter { query.sessions?.contains($0.id) ?? true }
      sessions = Dictionary(wanted.map { ($0.number, $0) }) { first, _ in first }
      var groups = [Bool](repeating: false, count: (all.map(\.number).max() ?? 0) + 1)
      for session in wanted where session.number >= 0 { groups[session.number] = true }
      self.groups = groups
      roles = Set((query.roles ?? Set(Passage.Role.allCases)).map(\.number))
      let start = query.since?.milliseconds ?? Int.min
      time = start..<max(start, query.until?.milliseconds ?? Int.max)
    }

    func allows(_ packed: UInt64) -> Bool {
      if Slot.isHidden(packed) { return false }
      let group = Int(packed >> 32)
      return group < groups.count && groups[group] && roles.contains(Int(packed >> 16 & 0xffff))
    }

    func allows(_ place: PassagePlace) -> Bool { time.contains(place.time) }
  }
}
