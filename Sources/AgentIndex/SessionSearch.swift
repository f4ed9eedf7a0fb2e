import AgentCore
public import AgentSession
import AgentStore
import AgentSystem

/// Looks through everything that was said in the sessions of a runtime directory.
public struct SessionSearch: Sendable {
  private let store: SessionStore
  private let file: IndexFile

  public init(_ store: SessionStore, file: IndexFile) {
    self.store = store
    self.file = file
  }

  /// The turns that answer a question best, from an index that is brought up to date first.
  ///
  /// Where the index cannot be kept, as on a read-only or a full disk, it is made in memory, and that is told.
  /// - Throws: 75 where others are at it for too long, 69 without SQLite.
  public func results(for query: SearchQuery) throws -> SearchResult {
    if !Files.exists(store.runtime.folder(.sessions)) { return SearchResult() }
    do {
      return try file.withIndex { try answer(query, $0) }
    } catch let error as AgentError where ![.sessionBusy, .missingTool].contains(error.code) {
      let index = try SessionIndex(Database(":memory:", mode: .write))
      var result = try answer(query, index)
      result.notices.append("searched without the index of earlier searches: \(error.description)")
      return result
    }
  }

  private func answer(_ query: SearchQuery, _ index: SessionIndex) throws -> SearchResult {
    var result = SearchResult()
    try index.checkIfDue(store.clock.now())
    result.unreadable = try IndexUpdate.run(index, store)
    let ranking = try index.database.read { try SearchRanking(index, query) }
    for turn in ranking.turns {
      if result.hits.count >= query.limit { break }
      if let hit = read(turn, ranking, index) { result.hits.append(hit) }
    }
    return result
  }

  /// What was found as its log has it; nil where the log is another by now.
  private func read(_ turn: RankedTurn, _ ranking: SearchRanking, _ index: SessionIndex) -> SearchHit? {
    let place = turn.place
    guard var reader = try? SessionReader(path: store.path(turn.session.id), offset: place.offset),
      let record = try? reader.next(), let sequence = record.sequence, record.turn == place.turn,
      record.time?.milliseconds ?? 0 == place.time, let said = RecordText(record, store.blobs),
      said.passages.indices.contains(place.passage)
    else { return nil }
    let passage = said.passages[place.passage]
    let parts = TextParts.of(passage.text)
    guard passage.role == place.role, parts.indices.contains(place.part) else { return nil }
    let text = String(parts[place.part])
    return SearchHit(
      session: turn.session.id, title: turn.session.title, turn: record.turn, role: passage.role,
      time: record.time, sequence: sequence, score: turn.score, text: text,
      snippet: Snippet(text, tokens: index.text.tokenizer.tokens(of: text), wanted: ranking.terms))
  }
}
