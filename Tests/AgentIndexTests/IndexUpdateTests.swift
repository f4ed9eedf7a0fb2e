import AgentCore
import AgentJSON
import AgentSession
import AgentStore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentIndex

@Suite struct IndexUpdateTests {
  @Test func findsWhatWasSaidByAnyone() throws {
    let scene = IndexScene()
    let id = try scene.make("a wonderful title")
    try scene.append(
      id, turn: 1, IndexScene.question("a pertinent question"),
      Event(.itemCompleted, ["item": ["id": "r", "type": "reasoning", "text": "a deep thought"]]),
      Event(
        .itemCompleted,
        [
          "item": [
            "id": "c", "type": "command_execution", "command": "ls /somewhere", "status": "completed",
            "aggregated_output": "zeppelin.txt",
          ]
        ]), IndexScene.answer("a considered answer"), .notice("x", "a grave warning"))
    try scene.append(id, QueuedInput(id: "q", text: "a late remark").event)
    for (words, role, turn) in [
      ("wonderful", .title, nil), ("pertinent", .user, 1), ("thoughts", .reasoning, 1),
      ("zeppelin", .tool, 1),
      ("somewhere", .tool, 1), ("considered", .assistant, 1), ("warnings", .notice, 1),
      ("remarks", .user, nil),
    ] as [(String, Passage.Role, Int?)] {
      let hits = try scene.result(words).hits
      #expect(hits.map(\.role) == [role], "\(words)")
      #expect(hits.map(\.turn) == [turn], "\(words)")
      #expect(hits.first?.session == id && hits.first?.title == "a wonderful title")
    }
    #expect(try scene.found("nosuchword").isEmpty)
    #expect(try scene.found("!?").isEmpty)
  }

  @Test func readsOnWhereItStopped() throws {
    let scene = IndexScene()
    let id = try scene.make("t", ("first", "yes"))
    #expect(try scene.found("second").isEmpty)
    try scene.add("second", "yes", turn: 2, to: id)
    #expect(try scene.found("second") == ["second"])
    #expect(try scene.found("first") == ["first"])
    // Nothing was read twice: each passage is one document.
    try scene.file.withIndex { (index) throws in
      #expect(try index.text.totals().documents == 5)
      #expect(try index.database.int("SELECT count(*) FROM run") == 2)
    }
  }

  @Test func aNewTitleTakesTheOldOnesPlace() throws {
    let scene = IndexScene()
    let id = try scene.make("caterpillar")
    #expect(try scene.found("caterpillar").count == 1)
    try scene.store.rename(id, to: "butterfly")
    #expect(try scene.found("caterpillar").isEmpty)
    #expect(try scene.found("butterfly") == ["butterfly"])
  }

  @Test func whatWasTakenBackIsNotFound() throws {
    let scene = IndexScene()
    let id = try scene.make(nil)
    try scene.append(id, turn: 1, IndexScene.question("ask"), IndexScene.answer("halfbaked", id: "1"))
    #expect(try scene.found("halfbaked").count == 1)
    try scene.append(
      id, turn: 1, Event(.retry, ["attempt": 1, "cause": "stream_cut", "void": ["1"]]),
      IndexScene.answer("wholesome", id: "2"))
    #expect(try scene.found("halfbaked").isEmpty)
    #expect(try scene.found("wholesome").count == 1)
    #expect(try scene.found("ask").count == 1)
  }

  /// A log of many transactions, with things taken back in all of them, is as if read at once.
  @Test(arguments: [1, 300, 1000, 5000]) func aLongLogIsReadInPieces(_ chunk: Int) throws {
    let scene = IndexScene()
    let id = try scene.make("t")
    for turn in 1...9 {
      try scene.append(
        id, turn: turn, IndexScene.question("ask \(turn)"), IndexScene.answer("halfbaked", id: "h\(turn)"))
      if turn > 4 {
        try scene.append(
          id,
          Event(
            .retry, ["attempt": 1, "cause": "x", "void": [.string("h\(turn - 4)"), .string("h\(turn)")]]))
      }
    }
    let index = try SessionIndex(Database(":memory:", mode: .write))
    #expect(try IndexUpdate.run(index, scene.store, chunk: chunk).isEmpty)
    let whole = try SessionIndex(Database(":memory:", mode: .write))
    #expect(try IndexUpdate.run(whole, scene.store).isEmpty)
    #expect(try index.text.totals() == whole.text.totals())
    for words in ["halfbaked", "ask"] {
      let places = try [index, whole].map { index in
        try SearchRanking(index, SearchQuery(words)).turns.map(\.place)
      }
      #expect(places[0] == places[1] && places[0].count == (words == "ask" ? 9 : 0))
    }
  }

  /// Most of what was there has gone: numbers begin anew, and nothing is lost.
  @Test func aSparseIndexIsEmptied() throws {
    let scene = IndexScene()
    let kept = try scene.make("kept", ("apples", "yes"))
    let index = try SessionIndex(Database(":memory:", mode: .write))
    for round in 0..<4 {
      let gone = try scene.make("gone", ("pears \(round)", "yes"))
      _ = try IndexUpdate.run(index, scene.store)
      try scene.store.delete(gone)
      try index.database.write {
        try index.remove(try index.sessions().filter { $0.id == gone })
        try index.renewIfSparse(from: round % 2 == 0 ? 1 : 1000, share: 1)
        try index.text.finish()
      }
      _ = try IndexUpdate.run(index, scene.store)
      try index.check()
      #expect(try SearchRanking(index, SearchQuery("apples")).turns.map(\.session.id) == [kept])
      #expect(try SearchRanking(index, SearchQuery("pears")).turns.isEmpty)
    }
    #expect(try index.nextDocument() < 10)
  }

  /// A line is there when it is whole; a sound one that only lacks its newline is.
  @Test func aTornEndIsNotThereYet() throws {
    let scene = IndexScene()
    let id = try scene.make(nil, ("first", "yes"))
    let whole = try Files.read(scene.store.path(id))
    try scene.add("second", "yes", turn: 2, to: id)
    let longer = try Files.read(scene.store.path(id))
    let end = try #require(longer[whole.count...].firstIndex(of: 0x0a))
    for length in whole.count...longer.count {
      let file = try Descriptor(opening: scene.store.path(id), O_WRONLY | O_TRUNC)
      try IO.writeAll(file.raw, Array(longer[..<length]))
      #expect(try scene.found("second").count == (length >= end ? 1 : 0), "\(length)")
      #expect(try scene.found("first").count == 1)
    }
  }

  @Test func damageHidesNothingBehindIt() throws {
    let scene = IndexScene()
    let id = try scene.make(nil, ("first", "gone"), ("second", "yes"))
    var bytes = try Files.read(scene.store.path(id))
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "gone".utf8) })
    bytes[place] ^= 1
    try Files.replace(scene.store.path(id), with: bytes)
    #expect(try scene.found("gone").isEmpty)
    #expect(try scene.found("first").count == 1)
    #expect(try scene.found("second").count == 1)
  }

  @Test func whatCannotBeReadHidesNoOther() throws {
    let scene = IndexScene()
    try scene.make(nil, ("apples", "yes"))
    try Files.makeDirectory("\(scene.directory.runtime)/sessions/20260101T000000.000Z-aaaa.ndjson")
    let result = try scene.result("apples")
    #expect(result.hits.count == 1)
    #expect(result.unreadable.map(\.object) == ["20260101T000000.000Z-aaaa"])
  }

  @Test func whatIsDeletedLeavesNoByte() throws {
    let scene = IndexScene()
    let kept = try scene.make("kept", ("ordinary words", "ordinary answer"))
    let gone = try scene.make("unmistakable", ("the passphrase is xyzzyplugh", "frobozzmagic noted"))
    #expect(try scene.found("xyzzyplugh").count == 1)
    try scene.store.delete(gone)
    try scene.file.forget([gone])
    for name in try Files.list(scene.directory.runtimeDirectory.folder(.cache)) where name.hasPrefix("index")
    {
      let bytes = try Files.read("\(scene.directory.runtimeDirectory.folder(.cache))/\(name)")
      let text = String(decoding: bytes, as: UTF8.self)
      for word in ["xyzzi", "xyzzy", "frobozz", "passphras", "unmistak", gone] {
        #expect(!text.contains(bytes: word), "\(word) in \(name)")
      }
    }
    #expect(try scene.result("ordinary").hits.map(\.session) == [kept])
  }

  /// Deleted by somebody who knows nothing of an index.
  @Test func whatVanishesIsForgottenByTheNextSearch() throws {
    let scene = IndexScene()
    let gone = try scene.make(nil, ("xyzzyplugh", "yes"))
    #expect(try scene.found("xyzzyplugh").count == 1)
    try Files.remove(scene.store.path(gone))
    #expect(try scene.found("xyzzyplugh").isEmpty)
    let bytes = try Files.read(scene.file.path)
    #expect(!String(decoding: bytes, as: UTF8.self).contains(bytes: "xyzzi"))
  }

  /// Whatever happens to sessions, an index that has followed it says what a new one says.
  @Test func anOldIndexSaysWhatANewOneDoes() throws {
    let scene = IndexScene()
    var generator = SeededGenerator()
    let words = ["red", "green", "blue", "apple", "pear", "stone", "river", "cloud"]
    func text() -> String {
      (0..<Int.random(in: 1...12, using: &generator)).map { _ in words.randomElement(using: &generator)! }
        .joined(separator: " ")
    }
    for round in 0..<TestDose.count(60, full: 1000) {
      let ids = try scene.store.ids()
      let id = ids.randomElement(using: &generator)
      let action = Int.random(in: 0..<14, using: &generator)
      switch (action, id) {
      case (0...5, let id?):
        try scene.add(text(), text(), turn: Int.random(in: 1...9, using: &generator), to: id)
      case (6, let id?): try scene.store.rename(id, to: text())
      case (7, let id?):
        try scene.store.delete(id)
        if Bool.random(using: &generator) { try scene.file.forget([id]) }
      case (8, let id?): _ = try scene.store.fork(id)
      case (9, let id?):
        try scene.append(id, IndexScene.compaction)
        _ = try scene.store.archive(id)
      case (10, let id?):
        let file = try Descriptor(opening: scene.store.path(id), O_WRONLY | O_APPEND)
        try IO.writeAll(file.raw, Array(#"{"type":"notice","v":1,"#.utf8))
      case (11, let id?):
        try scene.append(
          id, turn: 1, IndexScene.answer(text(), id: "v\(round)"),
          Event(
            .retry,
            [
              "attempt": 1, "cause": "x",
              "void": [.string("v\(Int.random(in: 0...round, using: &generator))")],
            ]))
      case (12, let id?): try Files.touch(scene.store.path(id))
      default: try scene.make(text(), (text(), text()))
      }
      if Int.random(in: 0..<3, using: &generator) == 0 {
        let question = text()
        let hits = try scene.result(question) { $0.limit = 1000 }.hits
        #expect(try hits == scene.afresh(question), "round \(round), action \(action)")
      }
    }
  }
}
