import AgentCore
import AgentStore

/// The vectors of the entries, twice: in bytes, to be compared exactly, and as signs alone, an eighth of
/// that, by which all of many are looked at. Rows have a page each, so that those of a few documents are
/// cheap to get, and a checksum. An entry without a vector has zeros there.
struct VectorTable {
  let database: Database
  let dimensions: Int

  /// Of so many documents all are compared exactly.
  static let exactLimit = 20_000
  private static let pageRoom = 4_000

  private var rowSize: Int { Quantized.size(dimensions) }
  private var rowChunk: Int { max(1, Self.pageRoom / rowSize) }
  private var signSize: Int { (dimensions + 7) / 8 }
  private var signChunk: Int { max(1, Self.pageRoom / signSize) }

  /// Replaces all of them. `vector` gives that of a document, or nothing.
  func store(documents: Int, _ vector: (Int, (UnsafeBufferPointer<Float>) -> Void) throws -> Void) throws {
    for table in ["vector", "sign"] { try database.run("DELETE FROM \(table)") }
    var rows: [UInt8] = []
    var signs: [UInt8] = []
    for document in 0..<documents {
      let before = rows.count
      try vector(document) {
        Quantized.append($0, to: &rows)
        Signs.append($0, to: &signs)
      }
      if rows.count == before {
        rows.append(contentsOf: repeatElement(0, count: rowSize))
        signs.append(contentsOf: repeatElement(0, count: signSize))
      }
      let isLast = document == documents - 1
      if (document + 1) % rowChunk == 0 || isLast { try put(&rows, "vector", document / rowChunk) }
      if (document + 1) % signChunk == 0 || isLast { try put(&signs, "sign", document / signChunk) }
    }
  }

  private func put(_ data: inout [UInt8], _ table: String, _ chunk: Int) throws {
    Checksum.seal(&data)
    try database.run("INSERT OR REPLACE INTO \(table) VALUES (?1, ?2)", .int(chunk), .blob(data))
    data.removeAll(keepingCapacity: true)
  }

  /// A question in bytes.
  private func packed(_ question: [Float]) -> (bytes: [UInt8], scale: Float) {
    var bytes: [UInt8] = []
    question.withUnsafeBufferPointer { Quantized.append($0, to: &bytes) }
    return (bytes, bytes.withUnsafeBytes { Quantized.scale($0, dimensions) })
  }

  /// The cosine of each document with a question; NaN where it has no vector.
  func likeness(_ question: [Float], documents: Int) throws -> [Float] {
    var values = [Float](repeating: .nan, count: documents)
    let own = packed(question)
    if own.scale == 0 { return values }
    let rows = try database.query("SELECT chunk, data FROM vector")
    while try rows.step() {
      let start = rows.int(0) * rowChunk
      try check(rows.withBlob(1) { compare(own, $0, start, 0..<rowChunk, &values) }, rows)
    }
    return values
  }

  /// The same, estimated from signs: what a product with one bit a number is worth (Charikar, 2002).
  func estimates(_ question: [Float], documents: Int) throws -> [Float] {
    var values = [Float](repeating: .nan, count: documents)
    guard let table = Signs.Table(question) else { return values }
    let rows = try database.query("SELECT chunk, data FROM sign")
    while try rows.step() {
      let start = rows.int(0) * signChunk
      try check(
        rows.withBlob(1) { stored in
          guard start >= 0, let data = Checksum.open(stored), data.count % signSize == 0 else { return false }
          for place in 0..<data.count / signSize where start + place < documents {
            values[start + place] = table.estimate(
              UnsafeRawBufferPointer(rebasing: data[place * signSize..<(place + 1) * signSize]))
          }
          return true
        }, rows)
    }
    return values
  }

  /// Puts the exact values of some documents into place.
  func refine(_ values: inout [Float], _ question: [Float], of documents: [Int]) throws {
    let own = packed(question)
    if own.scale == 0 { return }
    for (chunk, members) in Dictionary(grouping: documents, by: { $0 / rowChunk }).sorted(by: {
      $0.key < $1.key
    }) {
      let rows = try database.query("SELECT data FROM vector WHERE chunk = ?1", .int(chunk))
      guard try rows.step() else { continue }
      for document in members {
        let place = document - chunk * rowChunk
        try check(
          rows.withBlob(0) { compare(own, $0, chunk * rowChunk, place..<place + 1, &values) }, rows)
      }
      rows.reset()
    }
  }

  private func check(_ isSound: Bool, _ rows: Statement) throws {
    if isSound { return }
    rows.reset()
    throw database.damaged("the checksum of vectors does not match")
  }

  private func compare(
    _ own: (bytes: [UInt8], scale: Float), _ stored: UnsafeRawBufferPointer, _ start: Int,
    _ places: Range<Int>,
    _ values: inout [Float]
  ) -> Bool {
    guard start >= 0, let data = Checksum.open(stored), data.count % rowSize == 0 else { return false }
    own.bytes.withUnsafeBytes { question in
      guard let question = question.baseAddress?.assumingMemoryBound(to: Int8.self),
        let base = data.baseAddress
      else { return }
      for place in places where place < data.count / rowSize && start + place < values.count {
        let row = UnsafeRawBufferPointer(rebasing: data[place * rowSize..<(place + 1) * rowSize])
        let scale = Quantized.scale(row, dimensions)
        if scale == 0 { continue }
        let vector = (base + place * rowSize).assumingMemoryBound(to: Int8.self)
        values[start + place] = Float(Quantized.product(question, vector, dimensions)) * scale * own.scale
      }
    }
    return true
  }

  /// Makes the vector of a document zeros.
  func remove(_ document: Int) throws {
    try clear(document, "vector", rowChunk, rowSize)
    try clear(document, "sign", signChunk, signSize)
  }

  private func clear(_ document: Int, _ table: String, _ chunk: Int, _ size: Int) throws {
    let rows = try database.query("SELECT data FROM \(table) WHERE chunk = ?1", .int(document / chunk))
    guard try rows.step() else { return }
    let data = rows.withBlob(0) { Checksum.open($0).map(Array.init) }
    rows.reset()
    guard var data else { throw database.damaged("the checksum of vectors does not match") }
    let place = document % chunk * size
    if place + size > data.count { return }
    for index in place..<place + size { data[index] = 0 }
    try put(&data, table, document / chunk)
  }
}
