import AgentTesting
import Testing

@testable import AgentStore

/// The index gives the same however its documents came in: one by one, in segments, joined or rebuilt.
@Suite struct TextIndexTests {
  private let directory = TestDirectory()

  private func make() throws -> (Database, TextIndex) {
    let database = try Database(directory.path("index.db"), mode: .create)
    try Migrations([TextIndex.schema("x")]).apply(to: database)
    return (database, try TextIndex(database, name: "x"))
  }

  private static let words = [
    "red", "green", "blue", "apple", "pear", "stone", "river", "cloud", "the", "of",
  ]

  private func text(_ number: Int) -> String {
    (0..<(number % 7 + 1)).map { Self.words[(number * 3 + $0 * number) % Self.words.count] }.joined(
      separator: " ")
  }

  private func add(_ numbers: Range<Int>, by step: Int, to index: TextIndex, _ database: Database) throws {
    for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: step) {
      try database.write {
        for number in start..<min(start + step, numbers.upperBound) {
          try index.add(
            number, title: number % 5 == 0 ? "cloud" : nil, text: text(number), slot: Slot(group: 1))
        }
        try index.finish()
      }
    }
  }

  private func scores(_ index: TextIndex, _ question: String) throws -> [Float] {
    try index.scores(TextQuery(question, index.tokenizer), slots: index.allSlots()).values
  }

  /// BM25 over everything, computed anew from the texts.
  private func expected(_ question: [String], documents: Range<Int>) -> [Int: Float] {
    let texts = documents.map { number -> [String] in
      text(number).split(separator: " ").map(String.init) + (number % 5 == 0 ? ["cloud", "cloud"] : [])
    }
    let mean = Float(texts.reduce(0) { $0 + $1.count }) / Float(texts.count)
    let weights = TextWeights.adapted(to: mean)
    var sums: [Int: Float] = [:]
    for word in question {
      let matches = Float(texts.count { $0.contains(word) })
      let rarity = 1 + (Float(texts.count) - matches + 0.5) / (matches + 0.5)
      for (place, text) in texts.enumerated() {
        let times = Float(text.count { $0 == word })
        if times == 0 { continue }
        let norm =
          weights.saturation
          * (1 - weights.lengthInfluence + weights.lengthInfluence * Float(text.count) / mean)
        sums[documents.lowerBound + place, default: 0] +=
          rarity.logarithm * (weights.saturation + 1) * times / (times + norm)
      }
    }
    return sums
  }

  @Test(arguments: [1, 30, 70, 5000]) func scoresAreThoseOfTheFormula(_ step: Int) throws {
    let (database, index) = try make()
    try add(1..<1200, by: step, to: index, database)
    let found = try scores(index, "cloud green of")
    let wanted = expected(["cloud", "green"], documents: 1..<1200)
    for number in 1..<1200 {
      #expect(abs(found[number] - wanted[number, default: 0]) < 1e-3, "document \(number)")
    }
  }

  @Test func joiningChangesNothing() throws {
    let (database, index) = try make()
    try add(1..<3000, by: 100, to: index, database)
    let before = try scores(index, "river stone")
    try database.write { try index.joinAll() }
    #expect(try database.int("SELECT count(*) FROM x_segment") == 1)
    #expect(try scores(index, "river stone") == before)
    try index.check()
  }

  @Test func segmentsStayFew() throws {
    let (database, index) = try make()
    try add(1..<8000, by: 70, to: index, database)
    #expect(try database.int("SELECT count(*) FROM x_segment") ?? 99 < 2 * TextIndex.fanIn)
  }

  @Test(arguments: [10, 400]) func whatIsRemovedLeavesNoTrace(_ count: Int) throws {
    let (database, index) = try make()
    try add(1..<count, by: count, to: index, database)
    try database.write {
      try index.add(count, title: nil, text: "unmistakable cloud", slot: Slot(group: 1))
      try index.finish()
    }
    if count > 100 { try database.write { try index.flush() } }
    try database.write {
      try index.remove(count, title: nil, text: "unmistakable cloud")
      try index.finish()
    }
    #expect(try scores(index, "unmistakable").allSatisfy { $0 == 0 })
    #expect(try database.int("SELECT count(*) FROM x_post WHERE term LIKE 'unmistak%'") == 0)
    #expect(try index.totals().documents == count - 1)
    try index.check()
  }

  /// Many at once, of fresh ones and of those in segments, without their texts.
  @Test func manyAreRemovedWithoutATrace() throws {
    let (database, index) = try make()
    try add(1..<700, by: 100, to: index, database)
    try add(700..<720, by: 1, to: index, database)
    try database.write {
      for number in [720, 721, 722] {
        try index.add(number, title: "unmistakable", text: "unmistakable cloud", slot: Slot(group: 2))
      }
      try index.finish()
    }
    let before = try scores(index, "cloud river")
    let gone: Set<Int> = [1, 17, 350, 710, 720, 721, 722, 9999]
    try database.write {
      try index.remove(gone)
      try index.finish()
    }
    #expect(try scores(index, "unmistakable").allSatisfy { $0 == 0 })
    #expect(try database.int("SELECT count(*) FROM x_post WHERE term LIKE 'unmistak%'") == 0)
    #expect(try index.totals().documents == 722 - 7)
    let totals = TextIndex.totals(of: try index.allSlots())
    #expect(totals.documents == 722 - 7)
    let after = try scores(index, "cloud river")
    for number in 1..<720 { #expect((after[number] > 0) == (before[number] > 0 && !gone.contains(number))) }
    try index.check()
    // What was removed once changes nothing again.
    try database.write {
      try index.remove(gone)
      try index.finish()
    }
    #expect(try index.totals().documents == 722 - 7)
  }

  /// However documents came and went, those that are left make the same whole.
  @Test func totalsAreOfWhatIsThere() throws {
    let (database, index) = try make()
    try add(1..<300, by: 300, to: index, database)
    try database.write {
      try index.remove(Set(200..<300))
      try index.finish()
    }
    let other = try Database(":memory:", mode: .write)
    try Migrations([TextIndex.schema("x")]).apply(to: other)
    let few = try TextIndex(other, name: "x")
    try add(1..<200, by: 7, to: few, other)
    #expect(TextIndex.totals(of: try index.allSlots()) == TextIndex.totals(of: try few.allSlots()))
    #expect(TextIndex.totals(of: []) == (0, 1))
  }

  @Test func wordsThatSayNothingCountOnlyAmongThemselves() throws {
    let (database, index) = try make()
    try database.write {
      try index.add(1, title: nil, text: "to be or not to be", slot: Slot(group: 1))
      try index.add(2, title: nil, text: "a cloud", slot: Slot(group: 1))
      try index.finish()
    }
    #expect(try scores(index, "to be or not to be")[1] > 0)
    #expect(try scores(index, "is it a cloud to be")[1] == 0)
  }

  @Test func aFlippedBitInAListIsDamage() throws {
    let (database, index) = try make()
    try add(1..<400, by: 400, to: index, database)
    try database.write {
      try database.run(
        "UPDATE x_post SET data = CAST(substr(data, 1, 3) || x'ff' || substr(data, 5) AS BLOB) WHERE term = 'cloud'"
      )
    }
    #expect(throws: (any Error).self) { try scores(index, "cloud") }
    #expect(throws: (any Error).self) { try index.check() }
  }
}

extension Float {
  /// By the series of the area hyperbolic tangent, so that the formula is not checked by the function it
  /// uses.
  fileprivate var logarithm: Float {
    var value = Double(self)
    var powers = 0.0
    while value > 1.5 {
      value /= 2
      powers += 1
    }
    let base = (value - 1) / (value + 1)
    var sum = 0.0
    for step in stride(from: 1, to: 40, by: 2) {
      var power = 1.0
      for _ in 0..<step { power *= base }
      sum += 2 * power / Double(step)
    }
    return Float(sum + powers * 0.6931471805599453)
  }
}
