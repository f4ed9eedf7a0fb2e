import AgentCore
import AgentStore

/// The vectors of the entries for one model: 256 in a row, each in bytes, with a checksum. An entry without one has
/// zeros there.
struct VectorTable {
  let database: Database
  let model: Int
  let dimensions: Int

  static let chunk = 256

  private var rowSize: Int { Quantized.size(dimensions) }

  /// Replaces all of them. `vector` gives that of a document, or nil.
  func store(documents: Int, _ vector: (Int, (UnsafeBufferPointer<Float>) -> Void) throws -> Bool) throws {
    try database.run("DELETE FROM vector WHERE model = ?1", .int(model))
    for number in 0..<(documents + Self.chunk - 1) / Self.chunk {
      var data: [UInt8] = []
      data.reserveCapacity(Self.chunk * rowSize + 4)
      for document in number * Self.chunk..<min((number + 1) * Self.chunk, documents) {
        let before = data.count
        _ = try vector(document) { Quantized.append($0, to: &data) }
        if data.count == before { data.append(contentsOf: repeatElement(0, count: rowSize)) }
      }
      Checksum.seal(&data)
      try database.run("INSERT INTO vector VALUES (?1, ?2, ?3)", .int(model), .int(number), .blob(data))
    }
  }

  /// The cosine of each document with a question; NaN where it has no vector.
  func likeness(_ question: [Float], documents: Int) throws -> [Float] {
    var values = [Float](repeating: .nan, count: documents)
    var packed: [UInt8] = []
    question.withUnsafeBufferPointer { Quantized.append($0, to: &packed) }
    let own = packed.withUnsafeBytes { Quantized.scale($0, dimensions) }
    if own == 0 { return values }
    let rows = try database.query("SELECT chunk, data FROM vector WHERE model = ?1", .int(model))
    while try rows.step() {
      let start = rows.int(0) * Self.chunk
      let isSound = rows.withBlob(1) { stored in
        guard start >= 0, let data = Checksum.open(stored), data.count % rowSize == 0 else { return false }
        packed.withUnsafeBytes { question in
          guard let question = question.baseAddress?.assumingMemoryBound(to: Int8.self), let base = data.baseAddress
          else { return }
          for place in 0..<data.count / rowSize where start + place < documents {
            let row = UnsafeRawBufferPointer(rebasing: data[place * rowSize..<(place + 1) * rowSize])
            let scale = Quantized.scale(row, dimensions)
            if scale == 0 { continue }
            let vector = (base + place * rowSize).assumingMemoryBound(to: Int8.self)
            values[start + place] = Float(Quantized.product(question, vector, dimensions)) * scale * own
          }
        }
        return true
      }
      if !isSound {
        rows.reset()
        throw database.damaged("the checksum of vectors does not match")
      }
    }
    return values
  }

  /// Makes the vector of a document zeros.
  func remove(_ document: Int) throws {
    let number = document / Self.chunk
    let rows = try database.query("SELECT data FROM vector WHERE model = ?1 AND chunk = ?2", .int(model), .int(number))
    guard try rows.step() else { return }
    let data = rows.withBlob(0) { Checksum.open($0).map(Array.init) }
    rows.reset()
    guard var data else { throw database.damaged("the checksum of vectors does not match") }
    let place = document % Self.chunk * rowSize
    if place + rowSize > data.count { return }
    for index in place..<place + rowSize { data[index] = 0 }
    Checksum.seal(&data)
    try database.run(
      "UPDATE vector SET data = ?3 WHERE model = ?1 AND chunk = ?2", .int(model), .int(number), .blob(data))
  }
}
