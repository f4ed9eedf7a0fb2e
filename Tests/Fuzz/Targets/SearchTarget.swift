import AgentCore
import AgentJSON
import AgentSession
import AgentStore
import AgentSystem

@testable import AgentIndex

extension FuzzTarget {
  /// Any text is a question to the sessions: it is answered, the same each time, with no more than was asked for, and
  /// what is shown are whole characters.
  static let search = FuzzTarget("search") { input in
    let sessions = SearchedSessions.shared
    var query = SearchQuery(String(decoding: input.prefix(SearchQuery.textLimit), as: UTF8.self))
    query.limit = 3
    require("a question is answered") {
      let first = try sessions.search.results(for: query)
      require(first.hits.count <= 3, "no more than was asked for")
      require(first.notices.isEmpty && first.unreadable.isEmpty, "from the index")
      require(try sessions.search.results(for: query).hits == first.hits, "the same each time")
      for hit in first.hits {
        require(hit.score > 0 && hit.score.isFinite, "scores are numbers")
        let bytes = Array(hit.snippet.text.utf8)
        require(hit.snippet.marks.allSatisfy { $0.upperBound <= bytes.count }, "marks are in the snippet")
        require(!hit.snippet.marks.isEmpty, "something of the question is in what was found")
        require(
          hit.snippet.marks.allSatisfy { String(validating: bytes[$0], as: UTF8.self) != nil },
          "whole characters")
        require(try JSON(parsing: hit.record.bytes) == hit.record, "a record is read back")
      }
    }
  }

  /// Any bytes as a log, after two bytes that say where it ended when it was first looked through: an index that
  /// goes on says what one says that sees all at once, and all that it says can be shown.
  static let indexed = FuzzTarget("indexed") { input in
    guard input.count >= 2 else { return }
    let bytes = SealedLog.bytes(input.dropFirst(2))
    let cut = (Int(input[0]) << 8 | Int(input[1])) % (bytes.count + 1)
    let store = SessionStore(RuntimeDirectory(path: "\(ScratchFolder.path)/indexed"))
    let path = store.path("20260101T000000.000Z-0001")
    require("a log is indexed") {
      try store.runtime.prepare(.sessions)
      let index = try SessionIndex(Database(":memory:", mode: .write))
      ScratchFolder.write(Array(bytes[..<cut]), to: path)
      _ = try IndexUpdate.run(index, store)
      ScratchFolder.write(bytes, to: path)
      let failures = try IndexUpdate.run(index, store)
      let other = try SessionIndex(Database(":memory:", mode: .write))
      let again = try IndexUpdate.run(other, store)
      require(failures == again, "the same cannot be read")
      // A newer version forbids to read on, and what was read before stays.
      if !failures.isEmpty { return }
      var query = SearchQuery(String(decoding: bytes.prefix(2000), as: UTF8.self))
      query.limit = 1000
      let turns = try index.database.read { try SearchRanking(index, query).turns }
      let expected = try other.database.read { try SearchRanking(other, query).turns }
      require(turns.map(\.place) == expected.map(\.place), "the same turns")
      require(turns.map(\.score) == expected.map(\.score), "with the same scores")
      try index.text.check()
    }
  }
}

/// A few sessions that are asked.
private struct SearchedSessions: Sendable {
  static let shared = require("sessions") { try SearchedSessions() }

  let search: SessionSearch

  init() throws {
    let store = SessionStore(RuntimeDirectory(path: "\(ScratchFolder.path)/searched"))
    let texts = [
      "the staging host is stage-2", "I like tea \"AND\" NOT coffee*", "C++ and C# near NEAR/3 (paren",
      "日本語のテキスト", "naïve café", "emoji 👩‍👩‍👧 family \u{1b}[31mred\u{1b}[0m",
      String(repeating: "long text. ", count: 700),
    ]
    for text in texts {
      let id = try store.create(
        title: text.split(separator: " ").first.map(String.init), workingDirectory: "/")
      try SessionLog(id, store: store).append([.notice("x", text)])
    }
    search = SessionSearch(store, file: IndexFile(store.runtime))
  }
}
