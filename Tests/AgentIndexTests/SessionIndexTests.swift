import AgentCore
import AgentSession
import AgentStore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentIndex

@Suite struct SessionIndexTests {
  private static let questions = ["amber lantern", "harbour", "ordinary answers", "sessions", "question 17"]

  private func fill(_ scene: IndexScene) throws {
    for session in 0..<3 {
      let id = try scene.make("session \(session)")
      for turn in 1...20 {
        let extra = turn % 9 == 0 ? "amber lantern" : "harbour \(turn)"
        try scene.add("question \(turn) \(extra)", "ordinary answer w\(session)", turn: turn, to: id)
      }
      // So that there is more than one segment.
      try scene.file.withIndex { index in
        _ = try IndexUpdate.run(index, scene.store)
        try index.database.write { try index.text.flush() }
      }
    }
    try scene.add("late lantern", "late answer", turn: 21, to: try scene.store.ids()[0])
  }

  private func answers(_ scene: IndexScene, _ clock: Clock = .system) throws -> [SearchResult] {
    let store = SessionStore(scene.directory.runtimeDirectory, clock: clock)
    return try Self.questions.map {
      try SessionSearch(store, file: scene.file).results(for: SearchQuery($0))
    }
  }

  /// Whatever bit has flipped, a search that looks through the index first gives the right answer.
  @Test func anyFlippedBitIsFoundWithinADay() throws {
    let scene = IndexScene()
    try fill(scene)
    let right = try answers(scene).map(\.hits)
    #expect(right.allSatisfy { !$0.isEmpty })
    try scene.file.withIndex { try $0.wipe() }
    let bytes = try Files.read(scene.file.path)
    let later = Clock { Clock.system.now() + 2 * SessionIndex.trust }
    var generator = SeededGenerator()
    for _ in 0..<TestDose.count(150, full: 5000) {
      let place = Int.random(in: bytes.indices, using: &generator)
      var flipped = bytes
      flipped[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      for suffix in ["-wal", "-shm"] { try? Files.remove(scene.file.path + suffix) }
      try Files.replace(scene.file.path, with: flipped)
      let found = try answers(scene, later)
      #expect(found.map(\.hits) == right, "byte \(place)")
      #expect(found.allSatisfy { $0.notices.isEmpty }, "byte \(place)")
    }
  }

  /// A term that has become another one hides what it leads to, until all is looked through.
  @Test func aRowUnderAnotherKeyIsDamaged() throws {
    for change in [
      "UPDATE passage_post SET term = 'amber' || term WHERE term = 'lantern' AND segment = 1",
      "DELETE FROM passage_slot", "UPDATE passage_slot SET chunk = chunk + 1",
      "UPDATE passage_fresh SET document = document + 1000", "DELETE FROM run WHERE first = 1",
      "UPDATE session SET id = 'x' WHERE number = 1", "UPDATE passage_total SET documents = documents + 1",
    ] {
      let scene = IndexScene()
      try fill(scene)
      _ = try answers(scene)
      try scene.file.withIndex { index in
        try index.check()
        try index.database.execute(change)
        let failure = #expect(throws: AgentError.self, "\(change)") { try index.check() }
        #expect(failure?.code == .sessionDamaged)
      }
    }
  }

  /// It is looked through once a day, and when the clock was set back.
  @Test func isLookedThroughOnceADay() throws {
    let scene = IndexScene()
    try fill(scene)
    _ = try answers(scene)
    try scene.file.withIndex { index in
      let checked = try #require(try index.database.int("SELECT checked FROM state"))
      try index.database.execute("UPDATE passage_total SET documents = documents + 1")
      try index.checkIfDue(Timestamp(milliseconds: checked))
      try index.checkIfDue(Timestamp(milliseconds: checked + SessionIndex.trust))
      for moment in [checked - 1, checked + SessionIndex.trust + 1] {
        #expect(throws: AgentError.self) { try index.checkIfDue(Timestamp(milliseconds: moment)) }
      }
      try index.database.execute("UPDATE passage_total SET documents = documents - 1")
      let moment = checked + 2 * SessionIndex.trust
      try index.checkIfDue(Timestamp(milliseconds: moment))
      #expect(try index.database.int("SELECT checked FROM state") == moment)
    }
  }

  /// Who was stopped between taking away and wiping out leaves that to the next search.
  @Test func tracesAreWipedOutByWhoComesNext() throws {
    let scene = IndexScene()
    try fill(scene)
    let gone = try scene.make("gone", ("xyzzyplugh", "yes"))
    _ = try answers(scene)
    try scene.store.delete(gone)
    try scene.file.withIndex { index in
      try index.database.write {
        try index.remove(try index.sessions().filter { $0.id == gone })
        try index.text.finish()
        try index.noteTraces()
      }
    }
    _ = try answers(scene)
    try scene.file.withIndex { (index) throws in #expect(try !index.hasTraces) }
    for suffix in ["", "-wal"] {
      let text = String(decoding: try Files.read(scene.file.path + suffix), as: UTF8.self)
      #expect(!text.contains(bytes: "xyzzi"), "\(suffix)")
    }
  }
}
