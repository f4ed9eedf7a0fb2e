import AgentCore
import Glibc

/// The terms of a question, each with what it counts.
public struct TextQuery: Sendable, Equatable {
  public var terms: [(term: String, weight: Float)]

  public static func == (left: TextQuery, right: TextQuery) -> Bool {
    left.terms.elementsEqual(right.terms) { $0 == $1 }
  }

  public var isEmpty: Bool { terms.isEmpty }

  /// The words of a text without those that say nothing, unless no others remain.
  public init(_ text: String, _ tokenizer: Tokenizer, weight: Float = 1) {
    var all: [(term: String, weight: Float)] = []
    var telling: [(term: String, weight: Float)] = []
    let bytes = Array(text.utf8)
    for token in tokenizer.tokens(of: text) {
      let word = String(decoding: bytes[token.start..<token.end], as: UTF8.self)
      Self.add(token.term, weight, to: &all)
      if !StopWords.contains(Substring(word)) { Self.add(token.term, weight, to: &telling) }
    }
    terms = telling.isEmpty ? all : telling
  }

  /// The terms, each followed by those of its other forms that are no terms themselves.
  var forms: [(term: String, isForm: Bool)] {
    let asked = Set(terms.map(\.term))
    return terms.flatMap { term, _ in
      [(term, false)] + WordForms.others(of: term).filter { !asked.contains($0) }.map { ($0, true) }
    }
  }

  /// Adds the words of another text.
  public mutating func add(_ other: TextQuery) {
    for (term, weight) in other.terms { Self.add(term, weight, to: &terms) }
  }

  private static func add(_ term: String, _ weight: Float, to terms: inout [(term: String, weight: Float)]) {
    if let known = terms.firstIndex(where: { $0.term == term }) {
      terms[known].weight += weight
    } else {
      terms.append((term, weight))
    }
  }
}

/// The two parameters of BM25, and what other forms of a word count.
public struct TextWeights: Sendable, Equatable {
  public var saturation: Float
  public var lengthInfluence: Float
  public var forms: Float

  public init(saturation: Float, lengthInfluence: Float, forms: Float = 0.3) {
    self.forms = forms
    self.saturation = saturation
    self.lengthInfluence = lengthInfluence
  }

  /// What was measured to be best: 0.9 and 0.4 for short entries as in a chat, 1.2 and 0.75 for long ones,
  /// and between them what lies between.
  /// - Parameter mean: mean length in terms.
  public static func adapted(to mean: Float) -> TextWeights {
    let share = min(max((mean - 35) / 45, 0), 1)
    return TextWeights(
      saturation: 0.9 + 0.3 * share, lengthInfluence: 0.4 + 0.35 * share,
      forms: WordForms.share + (WordForms.shareInLong - WordForms.share) * share)
  }
}

/// What each document scores for a question by its words (BM25), and the slots of all documents.
public struct TextScores {
  public var values: [Float]
  public let slots: [UInt64]
  /// How many there are, and their mean length.
  public let documents: Int
  public let meanLength: Float
}

extension TextIndex {
  /// Documents there are, and their mean length in terms.
  public func totals() throws -> (documents: Int, meanLength: Float) {
    let statement = try database.query("SELECT documents, terms FROM \(name)_total")
    defer { statement.reset() }
    guard try statement.step() else { throw database.damaged("the totals of the index are missing") }
    let documents = max(statement.int(0), 0)
    return (documents, documents == 0 ? 1 : max(1, Float(max(statement.int(1), 0)) / Float(documents)))
  }

  /// Every slot; to be read once for several questions.
  public func allSlots() throws -> [UInt64] { try slots.all() }

  /// The same taken from the slots alone, so that it does not depend on what came and went before.
  public static func totals(of slots: [UInt64]) -> (documents: Int, meanLength: Float) {
    // Counted by their codes, so that the order of documents makes no difference to the sum either.
    var counts = [Int](repeating: 0, count: LengthCode.lengths.count)
    for packed in slots where !Slot.isHidden(packed) { counts[Int(packed & 0xff)] += 1 }
    let documents = counts.reduce(0, +)
    let length = zip(counts, LengthCode.lengths).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    return (documents, documents == 0 ? 1 : max(1, Float(length / Double(documents))))
  }

  /// - Parameter totals: what counts as the whole; nil for what was counted as documents came and went.
  public func scores(
    _ query: TextQuery, slots: [UInt64], weights: TextWeights? = nil,
    totals: (documents: Int, meanLength: Float)? = nil
  ) throws -> TextScores {
    let (documents, mean) = try totals ?? self.totals()
    let weights = weights ?? .adapted(to: mean)
    var values = [Float](repeating: 0, count: slots.count)
    let norms = LengthCode.lengths.map { length in
      weights.saturation * (1 - weights.lengthInfluence + weights.lengthInfluence * length / mean)
    }
    let words = query.forms
    let fresh = try freshMatches(words.map(\.term))
    var next = 0
    for (_, weight) in query.terms {
      // A word and its other forms are as rare as all of them together.
      var lists: [(data: [UInt8], key: UInt32, share: Float)] = []
      var matches = 0
      let first = next
      repeat {
        let (term, isForm) = words[next]
        let rows = try database.query(
          "SELECT data FROM \(name)_post WHERE term = ?1 ORDER BY segment", .text(term))
        while try rows.step() { lists.append((rows.blob(0), key(term), isForm ? weights.forms : 1)) }
        matches += fresh[next].count
        next += 1
      } while next < words.count && words[next].isForm
      for list in lists {
        guard let reader = list.data.withUnsafeBytes({ PostingReader($0, key: list.key) }) else {
          throw damagedList(words[first].term)
        }
        matches += reader.count
      }
      if matches == 0 { continue }
      let total = Float(max(documents, matches))
      let rarity = logf(1 + (total - Float(matches) + 0.5) / (Float(matches) + 0.5))
      let factor = rarity * weight * (weights.saturation + 1)
      for list in lists {
        list.data.withUnsafeBytes { stored in
          guard let reader = PostingReader(stored, key: list.key) else { return }
          Self.accumulate(reader, factor, list.share, norms, slots, &values)
        }
      }
      for index in first..<next {
        for (document, frequency) in fresh[index] where document < values.count {
          let norm = norms[Int(slots[document] & 0xff)]
          let times = Float(frequency) * (words[index].isForm ? weights.forms : 1)
          values[document] += factor * times / (times + norm)
        }
      }
    }
    return TextScores(values: values, slots: slots, documents: documents, meanLength: mean)
  }

  private static func accumulate(
    _ reader: PostingReader, _ factor: Float, _ share: Float, _ norms: [Float], _ slots: [UInt64],
    _ values: inout [Float]
  ) {
    let count = values.count
    norms.withUnsafeBufferPointer { norms in
      slots.withUnsafeBufferPointer { slots in
        values.withUnsafeMutableBufferPointer { values in
          reader.each { document, frequency in
            guard document < count, document >= 0 else { return }
            let times = Float(frequency) * share
            values[document] += factor * times / (times + norms[Int(slots[document] & 0xff)])
          }
        }
      }
    }
  }

  /// Documents that share the most of the rarest of some terms, hidden ones too: where to look for what is
  /// nearly the same, without looking at every document.
  public func documents(sharing terms: Set<String>, limit: Int, rarest: Int = 6) throws -> [Int] {
    let wanted = terms.sorted()
    var lists: [(term: String, fresh: [Int], size: Int)] = []
    for (term, fresh) in zip(wanted, try freshMatches(wanted)) {
      // The lengths of lists tell which are long; only short ones are read.
      let stored = try database.int("SELECT sum(length(data)) FROM \(name)_post WHERE term = ?1", .text(term))
      let size = (stored ?? 0) + fresh.count
      if size > 0 { lists.append((term, fresh.map(\.0), size)) }
    }
    // For each document how many of the terms it has.
    var shared: [UInt8] = []
    func count(_ document: Int) {
      if document < 0 || document > 1 << 26 { return }
      if document >= shared.count {
        shared += [UInt8](repeating: 0, count: max(document + 1, shared.count * 2) - shared.count)
      }
      if shared[document] < .max { shared[document] += 1 }
    }
    var read = 0
    for (place, list) in lists.sorted(by: { $0.size < $1.size }).prefix(rarest).enumerated() {
      read += list.size
      if place >= Self.sharedLeast, read > Self.sharedMost { break }
      list.fresh.forEach(count)
      let rows = try database.query("SELECT data FROM \(name)_post WHERE term = ?1", .text(list.term))
      defer { rows.reset() }
      while try rows.step() {
        let isSound = rows.withBlob(0) { stored in
          guard let reader = PostingReader(stored, key: key(list.term)) else { return false }
          reader.each { document, _ in count(document) }
          return true
        }
        if !isSound { throw damagedList(list.term) }
      }
    }
    return Self.greatest(shared, limit)
  }

  /// So many lists are read in any case, and others while there are not more bytes of them than this.
  private static let sharedLeast = 2
  private static let sharedMost = 200_000

  /// The places of the greatest few counts above 0, the last first where they are equal.
  private static func greatest(_ counts: [UInt8], _ limit: Int) -> [Int] {
    var places: [[Int]] = []
    for place in counts.indices.reversed() where counts[place] > 0 {
      let count = Int(counts[place])
      while places.count < count { places.append([]) }
      if places[count - 1].count < limit { places[count - 1].append(place) }
    }
    return Array(places.reversed().joined().prefix(limit))
  }

  /// For each term the fresh documents that have it.
  private func freshMatches(_ terms: [String]) throws -> [[(Int, Int)]] {
    var matches = [[(Int, Int)]](repeating: [], count: terms.count)
    let wanted = terms.map { Array($0.utf8) }
    let rows = try database.query("SELECT document, data FROM \(name)_fresh")
    while try rows.step() {
      let document = rows.int(0)
      let isSound = rows.withBlob(1) { stored in
        FreshTerms.each(stored, key: key(document)) { term, frequency in
          for (index, word) in wanted.enumerated() where word.count == term.count && term.elementsEqual(word)
          {
            matches[index].append((document, frequency))
          }
        }
      }
      if !isSound {
        rows.reset()
        throw database.damaged("the checksum of a fresh document does not match")
      }
    }
    return matches
  }
}

extension TextIndex {
  /// Calls `body` with every term and the documents that have it, in the order of terms that segments know,
  /// those of fresh documents alone behind them.
  public func eachTerm(_ body: (String, [(document: Int, frequency: Int)]) throws -> Void) throws {
    var fresh: [String: [(document: Int, frequency: Int)]] = [:]
    for (document, terms) in try freshDocuments() {
      for (term, frequency) in terms {
        fresh[String(decoding: term, as: UTF8.self), default: []].append((document, frequency))
      }
    }
    var current: String?
    var found: [(document: Int, frequency: Int)] = []
    func finish() throws {
      guard let term = current else { return }
      if let more = fresh.removeValue(forKey: term) { found += more }
      try body(term, found)
    }
    let rows = try database.query("SELECT term, data FROM \(name)_post ORDER BY term, segment")
    defer { rows.reset() }
    while try rows.step() {
      let term = rows.text(0)
      if term != current {
        try finish()
        current = term
        found.removeAll(keepingCapacity: true)
      }
      let isSound = rows.withBlob(1) { stored in
        guard let reader = PostingReader(stored, key: key(term)) else { return false }
        reader.each { found.append(($0, $1)) }
        return true
      }
      if !isSound { throw damagedList(term) }
    }
    try finish()
    for (term, documents) in fresh.sorted(by: { $0.key < $1.key }) { try body(term, documents) }
  }
}
