import AgentCore
import AgentStore
import AgentSystem
import Glibc

/// Answers questions. Slots, names and vectors are read once, for any number of them.
public final class MemorySearch {
  private let store: MemoryStore
  private let slots: [UInt64]
  private let scopes: [Int: String]
  private let speakers: Speakers
  private let semantic: SemanticLeg?
  private let totals: (documents: Int, meanLength: Float)

  /// - Parameters:
  ///   - embedder: gives vectors for questions where the entries' came from one; nil uses what was learnt.
  ///   - learns: whether what nobody had learn yet is learnt now, in memory: worth it for many questions.
  public init(_ store: MemoryStore, embedder: (any Embedder)? = nil, learns: Bool = false) throws {
    self.store = store
    slots = try store.index.allSlots()
    scopes = try store.scopePaths()
    totals = try store.index.totals()
    semantic = try SemanticLeg(store, embedder: embedder, slots: slots, totals: totals, learns: learns)
    speakers = Speakers(try store.actorNames(), store.index.tokenizer)
  }

  /// So many of the best are compared exactly where all were only estimated.
  private static let refined = 200

  public func results(for query: MemoryQuery) throws -> MemoryResult {
    var result = MemoryResult()
    guard let first = query.texts.first else { return result }
    let tokenizer = store.index.tokenizer
    var words = TextQuery(first.text, tokenizer, weight: first.weight)
    for (text, weight) in query.texts.dropFirst() { words.add(TextQuery(text, tokenizer, weight: weight)) }
    let allowed = try mask(query)
    var ranking = Ranking(
      lexical: try store.index.scores(words, slots: slots).values, slots: slots, allowed: allowed)
    ranking.scaleLexical()
    let share = query.weights.semantic ?? semantic?.share ?? 0
    if let semantic, semantic.missing == nil, share > 0, !words.isEmpty {
      do {
        var (values, question) = try semantic.likeness(first.text, words, documents: slots.count)
        ranking.add(semantic: values, share: share)
        if let question {
          ranking.combine(query.weights, actors: [])
          let best = ranking.best(max(Self.refined, query.limit * 4)).map(\.number)
          try semantic.refine(&values, question, of: best)
          ranking.add(semantic: values, share: share)
        }
        result.legs.append(semantic.name)
      } catch let error as AgentError where error.code != .sessionDamaged {
        semantic.giveUp("searched without the leg '\(semantic.name)': \(error.description)")
      }
    }
    if let why = semantic?.missing { result.notices.append(why) }
    ranking.combine(query.weights, actors: speakers.named(in: query.texts.map(\.text)))
    result.hits = try hits(ranking, query)
    return result
  }

  /// For each document whether it may be given out.
  private func mask(_ query: MemoryQuery) throws -> [Bool] {
    let hidden = UInt64(Slot.Flags.hidden.rawValue) << 8
    let absent = UInt64(Slot.Flags.absent.rawValue) << 8
    var groups: [Bool]?
    if let wanted = query.scopes {
      let names = Set(wanted)
      var table = [Bool](repeating: false, count: (scopes.keys.max() ?? 0) + 1)
      for (number, path) in scopes where number >= 0 && names.contains(path) { table[number] = true }
      groups = table
    }
    let barred = query.asOf != nil || query.includesAll ? absent : hidden | absent
    var allowed = slots.map { slot in
      if slot & barred != 0 { return false }
      guard let groups else { return true }
      let group = Int(slot >> 32)
      return group < groups.count && groups[group]
    }
    if let condition = Self.condition(query) {
      var chosen = [Bool](repeating: false, count: allowed.count)
      let rows = try store.database.query(
        "SELECT n FROM entry WHERE \(condition.sql) UNION ALL "
          + "SELECT part.n FROM part JOIN entry ON entry.n = part.entry WHERE \(condition.sql)",
        condition.values)
      while try rows.step() {
        let number = rows.int(0)
        if chosen.indices.contains(number) { chosen[number] = allowed[number] }
      }
      allowed = chosen
    }
    return allowed
  }

  /// What only rows know; nil where slots say all.
  private static func condition(_ query: MemoryQuery) -> (sql: String, values: [StoreValue])? {
    var parts: [String] = []
    var values: [StoreValue] = []
    func add(_ sql: String, _ value: Timestamp) {
      values.append(.int(value.milliseconds))
      parts.append(
        sql.split(separator: "?", omittingEmptySubsequences: false).joined(separator: "?\(values.count)"))
    }
    if let since = query.since { add("created >= ?", since) }
    if let until = query.until { add("created < ?", until) }
    if let time = query.asOf {
      add("coalesce(valid_from, created) <= ?", time)
      add("(valid_to IS NULL OR valid_to > ?)", time)
      add("(expires IS NULL OR expires > ?)", time)
    }
    if !query.kinds.isEmpty {
      let names = query.kinds.map(\.rawValue).sorted().map { "'\($0)'" }.joined(separator: ",")
      parts.append("kind IN (\(names))")
    }
    return parts.isEmpty ? nil : (parts.joined(separator: " AND "), values)
  }

  /// The best entries that have not expired, with what only rows know added to their scores.
  private func hits(_ ranking: Ranking, _ query: MemoryQuery) throws -> [MemoryHit] {
    if query.limit < 1 { return [] }
    let now = store.now()
    let question = query.texts.first?.text ?? ""
    let shape = AnswerShape(question: question)
    let date = QuestionDate(question: question)
    var want = query.limit + 50
    while true {
      var hits: [MemoryHit] = []
      let best = ranking.best(want)
      var seen: Set<Int> = []
      for (number, score) in best {
        guard let entry = try store.entry(document: number) else {
          throw store.database.damaged("entry \(number) is missing")
        }
        // An entry is as good as the best of its parts.
        if !seen.insert(entry.number).inserted { continue }
        let isOver = entry.expires.map { $0 <= (query.asOf ?? now) } ?? false
        if isOver, !query.includesAll { continue }
        var parts = ranking.parts(number)
        let passage = try store.passage(of: entry, document: number)
        switch shape.verdict(on: passage ?? entry.text) {
        case .asks: parts.answer = 1 - query.weights.answer
        case .fits: parts.answer = 1 + query.weights.answer
        case .unknown: break
        }
        if let date, date.contains(entry.created) { parts.answer *= 1 + query.weights.answer }
        if query.usesRecency {
          parts.recency = query.weights.recency * Self.freshness(entry, now, query.weights)
        }
        if entry.isPinned { parts.pinned = query.weights.pinned }
        let total = score * parts.answer + parts.recency + parts.pinned
        if let floor = query.minimumScore, total < floor { continue }
        hits.append(
          MemoryHit(entry: entry, score: total, parts: parts, passage: passage))
      }
      if hits.count >= query.limit || best.count < want {
        hits.sort { $0.score != $1.score ? $0.score > $1.score : $0.entry.number < $1.entry.number }
        return Array(hits.prefix(query.limit))
      }
      want *= 4
    }
  }

  private static func freshness(_ entry: MemoryEntry, _ now: Timestamp, _ weights: RankingWeights) -> Float {
    guard let half = entry.kind == .note ? weights.noteHalfLife : entry.kind.halfLife else { return 1 }
    let age = Double(max(0, now.milliseconds - entry.created.milliseconds)) / 86_400_000
    return Float(exp2(-age / half))
  }
}
