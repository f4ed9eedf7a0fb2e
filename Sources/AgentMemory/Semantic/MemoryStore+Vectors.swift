import AgentCore
import AgentStore

/// What was learnt, or what an embedder gave, in the store.
extension MemoryStore {
  /// The model in use: its number, name and length of vectors.
  func model() throws -> (number: Int, name: String, dimensions: Int)? {
    let rows = try database.query("SELECT id, name, dimensions FROM model ORDER BY id DESC LIMIT 1")
    defer { rows.reset() }
    guard try rows.step() else { return nil }
    let dimensions = rows.int(2)
    guard (1...8192).contains(dimensions) else {
      throw database.damaged("a model has \(dimensions) dimensions")
    }
    return (rows.int(0), rows.text(1), dimensions)
  }

  public func modelName() throws -> String? { try model()?.name }

  /// The vector of a word.
  func concept(_ term: String, dimensions: Int) throws -> [Float]? {
    let rows = try database.query("SELECT data FROM concept WHERE term = ?1", .text(term))
    defer { rows.reset() }
    guard try rows.step() else { return nil }
    let vector: [Float]? = rows.withBlob(0) { stored in
      guard let data = Checksum.open(stored), data.count == dimensions + 4 else { return nil }
      let factor = Quantized.scale(data, dimensions)
      return (0..<dimensions).map { Float(Int8(bitPattern: data[$0])) * factor }
    }
    guard let vector else {
      throw database.damaged("the checksum of the concept of '\(term)' does not match")
    }
    return vector
  }

  /// Learns from the live entries and stores it. To be called within ``change(sync:_:)``.
  /// - Returns: entries learnt from; nil where there are too few, or they are too short to teach anything.
  public func learn(force: Bool = false) throws -> Int? {
    let slots = try index.allSlots()
    let isUsed = slots.map { !Slot.isHidden($0) }
    try forgetModel()
    let mean = try index.totals().meanLength
    guard force || RankingWeights.semanticShare(meanLength: mean, slots: slots) > 0,
      let model = try LatentSemantics(learningFrom: index, isUsed: isUsed)
    else { return nil }
    try database.run(
      "INSERT INTO model(id, name, dimensions) VALUES (1, ?1, ?2)", .text(LatentSemantics.name),
      .int(model.dimensions))
    for (term, vector) in model.vectors.sorted(by: { $0.key < $1.key }) {
      try database.run("INSERT INTO concept VALUES (?1, ?2)", .text(term), .blob(Self.packed(vector)))
    }
    let table = VectorTable(database: database, dimensions: model.dimensions)
    let block = 50_000
    var places = DenseMatrix(rows: 0, columns: model.dimensions)
    var begin = 0
    try table.store(documents: slots.count) { document, take in
      if document % block == 0 {
        begin = document
        places = try model.places(of: document..<min(document + block, slots.count), in: index)
      }
      if !isUsed[document] { return }
      let row = (document - begin) * model.dimensions
      places.values.withUnsafeBufferPointer { values in
        take(UnsafeBufferPointer(rebasing: values[row..<row + model.dimensions]))
      }
    }
    return try liveCount()
  }

  private static func packed(_ vector: [Float]) -> [UInt8] {
    var bytes: [UInt8] = []
    let top = vector.reduce(0) { max($0, $1.magnitude) }
    let step = top > 0 ? top / 127 : 1
    for value in vector { bytes.append(UInt8(bitPattern: Int8(clamping: Int((value / step).rounded())))) }
    for shift in [0, 8, 16, 24] as [UInt32] {
      bytes.append(UInt8(truncatingIfNeeded: step.bitPattern >> shift))
    }
    Checksum.seal(&bytes)
    return bytes
  }

  /// Asks an embedder for the vectors of the live entries, by the numbers of their documents. No transaction is
  /// open meanwhile: others read and write.
  public func vectors(from embedder: any Embedder, batch: Int = 64) throws -> [Int: [Float]] {
    var documents: [(number: Int, text: String)] = []
    try database.read {
      for entry in try entries(where: "e.latest = 1 AND e.valid_to IS NULL") {
        let title = entry.title.map { $0 + "\n" } ?? ""
        documents += try self.documents(of: entry).map { ($0.number, title + $0.text) }
      }
    }
    var vectors: [Int: [Float]] = [:]
    var begin = 0
    while begin < documents.count {
      let some = documents[begin..<min(begin + batch, documents.count)]
      let given = try embedder.vectors(for: some.map(\.text), asQuestions: false)
      guard given.count == some.count else {
        throw AgentError(
          .protocolError, "gave \(given.count) vectors for \(some.count) texts", object: embedder.name)
      }
      for (document, vector) in zip(some, given) { vectors[document.number] = vector }
      begin += batch
    }
    return vectors
  }

  /// Stores vectors in place of those there were, but for documents that were purged meanwhile. To be called
  /// within ``change(sync:_:)``.
  /// - Returns: how many entries have some now.
  public func store(_ vectors: [Int: [Float]], of embedder: any Embedder) throws -> Int {
    try forgetModel()
    guard let dimensions = vectors.first?.value.count else { return 0 }
    guard (1...8192).contains(dimensions), vectors.values.allSatisfy({ $0.count == dimensions }) else {
      throw AgentError(.protocolError, "gave vectors of several lengths", object: embedder.name)
    }
    try database.run(
      "INSERT INTO model(id, name, dimensions) VALUES (1, ?1, ?2)", .text(embedder.name), .int(dimensions))
    let slots = try index.allSlots()
    let parts = try partNumbers()
    var entries = 0
    try VectorTable(database: database, dimensions: dimensions).store(documents: slots.count) {
      document, take in
      guard !Slot.isHidden(slots[document]), let vector = vectors[document] else { return }
      vector.withUnsafeBufferPointer(take)
      if !parts.contains(document) { entries += 1 }
    }
    return entries
  }

  /// The documents that are parts of long entries, beside the first.
  private func partNumbers() throws -> Set<Int> {
    let rows = try database.query("SELECT n FROM part")
    defer { rows.reset() }
    var numbers: Set<Int> = []
    while try rows.step() { numbers.insert(rows.int(0)) }
    return numbers
  }

  private func liveCount() throws -> Int {
    try database.int("SELECT count(*) FROM entry WHERE valid_to IS NULL") ?? 0
  }

  /// Forgets what was learnt or embedded.
  public func forgetModel() throws {
    for table in ["concept", "vector", "sign", "model"] { try database.run("DELETE FROM \(table)") }
  }

  func removeVectors(of document: Int) throws {
    guard let (_, _, dimensions) = try model() else { return }
    try VectorTable(database: database, dimensions: dimensions).remove(document)
  }

  /// Forgets what was learnt of words that no entry has any more.
  func forgetWords() throws {
    if try model()?.name != LatentSemantics.name { return }
    let post = "\(MemorySchema.index)_post"
    var known: Set<String> = []
    if try database.int("SELECT count(*) FROM \(MemorySchema.index)_fresh") ?? 0 > 0 {
      try index.eachTerm { term, _ in known.insert(term) }
    }
    var gone: [String] = []
    let rows = try database.query(
      "SELECT term FROM concept WHERE NOT EXISTS (SELECT 1 FROM \(post) WHERE \(post).term = concept.term)")
    while try rows.step() { gone.append(rows.text(0)) }
    for term in gone where !known.contains(term) {
      try database.run("DELETE FROM concept WHERE term = ?1", .text(term))
    }
  }
}
