import AgentCore
import AgentStore

/// Likeness in meaning: by what was learnt from the entries, or by an embedder's vectors.
final class SemanticLeg {
  let name: String
  /// The share of the score that it has by itself.
  let share: Float
  /// Why it cannot be used, where it should be.
  private(set) var missing: String?
  private let store: MemoryStore
  private let table: VectorTable?
  private let learnt: (model: LatentSemantics, places: DenseMatrix)?
  private let embedder: (any Embedder)?

  /// Learning in memory is for stores of this many entries at most: a second or two.
  private static let learningLimit = 20_000

  /// nil where there is nothing to be used and nothing that should be.
  init?(
    _ store: MemoryStore, embedder: (any Embedder)?, slots: [UInt64],
    totals: (documents: Int, meanLength: Float), learns: Bool
  ) throws {
    self.store = store
    let learntShare = RankingWeights.semanticShare(meanLength: totals.meanLength, slots: slots)
    if let (_, name, dimensions) = try store.model() {
      self.name = name
      table = VectorTable(database: store.database, dimensions: dimensions)
      learnt = nil
      self.embedder = embedder
      if name == LatentSemantics.name {
        share = learntShare
      } else {
        share = 0.35
        if embedder?.name != name {
          missing = "searched by words alone: the entries have vectors of '\(name)', which was not given"
        }
      }
      return
    }
    guard learns, learntShare > 0, totals.documents <= Self.learningLimit else { return nil }
    let hidden = UInt64(Slot.Flags.hidden.rawValue) << 8
    guard let model = try LatentSemantics(learningFrom: store.index, isUsed: slots.map { $0 & hidden == 0 })
    else {
      return nil
    }
    name = LatentSemantics.name
    share = learntShare
    table = nil
    self.embedder = nil
    learnt = (model, try model.places(of: 0..<slots.count, in: store.index))
  }

  /// It is not asked again: whoever has many questions must not wait for each.
  func giveUp(_ why: String) { missing = why }

  /// How like each document is to the question; NaN where a document has no vector.
  ///
  /// - Returns: cosines; where there are many documents estimates, with what makes those of a few exact.
  func likeness(_ text: String, _ words: TextQuery, documents: Int) throws -> (
    values: [Float], question: [Float]?
  ) {
    if let learnt {
      let place = LatentSemantics.place(words, dimensions: learnt.model.dimensions) {
        learnt.model.vectors[$0]
      }
      return (Self.cosines(place, learnt.places), nil)
    }
    guard let table else { return ([Float](repeating: .nan, count: documents), nil) }
    let question: [Float]
    if name == LatentSemantics.name {
      question = try LatentSemantics.place(words, dimensions: table.dimensions) { term in
        try store.concept(term, dimensions: table.dimensions)
      }
    } else {
      guard let vector = try embedder?.vectors(for: [text], asQuestions: true).first,
        vector.count == table.dimensions
      else { throw AgentError(.protocolError, "gave a vector of another length", object: name) }
      question = vector
    }
    if documents <= VectorTable.exactLimit {
      return (try table.likeness(question, documents: documents), nil)
    }
    return (try table.estimates(question, documents: documents), question)
  }

  /// Makes the likeness of some documents exact.
  func refine(_ values: inout [Float], _ question: [Float], of documents: [Int]) throws {
    try table?.refine(&values, question, of: documents)
  }

  private static func cosines(_ place: [Float], _ rows: DenseMatrix) -> [Float] {
    let width = rows.columns
    let own = place.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return rows.values.withUnsafeBufferPointer { values in
      place.withUnsafeBufferPointer { place in
        (0..<rows.rows).map { row in
          var product: Float = 0
          var squares: Float = 0
          for index in 0..<width {
            let value = values[row * width + index]
            product += value * place[index]
            squares += value * value
          }
          return squares > 0 && own > 0 ? product / (squares.squareRoot() * own) : .nan
        }
      }
    }
  }
}
