import AgentCore
import AgentStore
import Glibc

/// What words have to do with one another, learnt from the entries themselves: latent semantic analysis
/// (Deerwester and others, 1990) by a randomised singular value decomposition (Halko, Martinsson and Tropp,
/// 2011).
///
/// The same entries give the same model: the random numbers begin from a fixed seed.
struct LatentSemantics {
  static let name = "lsa"

  let dimensions: Int
  /// A row for each term, its weight by rarity in it already.
  private(set) var vectors: [String: [Float]] = [:]

  /// Fewer entries teach nothing, and of more a sample is enough.
  static let fewest = 40
  private static let fewestTerms = 8
  private static let sample = 20_000
  private static let termLimit = 25_000
  private static let wantedDimensions = 200
  private static let oversampling = 20
  private static let iterations = 2

  /// - Parameter isUsed: for each document whether it is learnt from.
  init?(learningFrom index: TextIndex, isUsed: [Bool]) throws {
    let used = isUsed.indices.filter { isUsed[$0] }
    if used.count < Self.fewest { return nil }
    let stride = (used.count + Self.sample - 1) / Self.sample
    var rowOf = [Int32](repeating: -1, count: isUsed.count)
    var rows = 0
    for (place, document) in used.enumerated() where place % stride == 0 {
      rowOf[document] = Int32(rows)
      rows += 1
    }
    var terms: [(term: String, rarity: Float, column: [(row: Int32, value: Float)])] = []
    try index.eachTerm { term, documents in
      var column: [(row: Int32, value: Float)] = []
      for (document, frequency) in documents where document < rowOf.count && rowOf[document] >= 0 {
        column.append((rowOf[document], 1 + logf(Float(frequency))))
      }
      if column.count < 2 || column.count * 2 > rows { return }
      let rarity = logf(Float(rows) / Float(column.count)) + 1
      for place in column.indices { column[place].value *= rarity }
      terms.append((term, rarity, column))
    }
    if terms.count > Self.termLimit {
      // The commonest of those that are no words of every text; rare ones teach little.
      terms.sort {
        $0.column.count != $1.column.count ? $0.column.count > $1.column.count : $0.term < $1.term
      }
      terms.removeLast(terms.count - Self.termLimit)
    }
    if terms.count < Self.fewestTerms { return nil }
    let matrix = SparseMatrix(rows: rows, columns: terms.map(\.column))
    let width = min(Self.wantedDimensions + Self.oversampling, rows - 1, terms.count - 1)
    dimensions = min(Self.wantedDimensions, width)
    let projection = Self.decompose(matrix, width: width, keep: dimensions)
    for (number, term) in terms.enumerated() {
      let row = projection.values[number * dimensions..<(number + 1) * dimensions]
      vectors[term.term] = row.map { $0 * term.rarity }
    }
  }

  /// The right singular vectors of the greatest values: a row for each column of the matrix.
  private static func decompose(_ matrix: SparseMatrix, width: Int, keep: Int) -> DenseMatrix {
    var random = SplitMix64(state: 0x5eed)
    var start = DenseMatrix(rows: matrix.columns, columns: width)
    for index in start.values.indices { start.values[index] = random.gaussian() }
    var range = matrix.times(start)
    for _ in 0..<iterations {
      range.orthonormalize()
      range = matrix.times(matrix.transposedTimes(range))
    }
    range.orthonormalize()
    let reduced = matrix.transposedTimes(range)
    let eigen = SymmetricEigen(reduced.gram())
    var result = DenseMatrix(rows: matrix.columns, columns: keep)
    let factors = (0..<keep).map { number -> [Float] in
      let length = max(eigen.values[number], 1e-12).squareRoot()
      return eigen.vectors[number].map { Float($0 / length) }
    }
    // Turned, so that the innermost loop runs along memory.
    let turned = (0..<width).map { row in (0..<keep).map { factors[$0][row] } }
    result.values.withUnsafeMutableBufferPointer { result in
      reduced.values.withUnsafeBufferPointer { reduced in
        guard let result = result.baseAddress else { return }
        for row in 0..<matrix.columns {
          for column in 0..<width {
            turned[column].withUnsafeBufferPointer { line in
              guard let line = line.baseAddress else { return }
              DenseMatrix.add(reduced[row * width + column], line, to: result + row * keep, keep)
            }
          }
        }
      }
    }
    return result
  }

  /// Where the documents of a range stand: a row for each.
  func places(of range: Range<Int>, in index: TextIndex) throws -> DenseMatrix {
    var result = DenseMatrix(rows: range.count, columns: dimensions)
    try index.eachTerm { term, documents in
      guard let vector = vectors[term] else { return }
      for (document, frequency) in documents where range.contains(document) {
        let weight = 1 + logf(Float(frequency))
        vector.withUnsafeBufferPointer { vector in
          result.values.withUnsafeMutableBufferPointer { values in
            guard let vector = vector.baseAddress, let base = values.baseAddress else { return }
            DenseMatrix.add(weight, vector, to: base + (document - range.lowerBound) * dimensions, dimensions)
          }
        }
      }
    }
    return result
  }

  /// Where a question stands.
  static func place(_ words: TextQuery, dimensions: Int, vector: (String) throws -> [Float]?) rethrows
    -> [Float]
  {
    var sum = [Float](repeating: 0, count: dimensions)
    for (term, weight) in words.terms {
      guard let vector = try vector(term), vector.count == dimensions else { continue }
      for index in sum.indices { sum[index] += weight * vector[index] }
    }
    return sum
  }
}

/// Random numbers from a seed (Vigna's splitmix64).
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  /// Near enough to the normal distribution: the sum of four even ones.
  mutating func gaussian() -> Float {
    let bits = next()
    var sum: Float = -2
    for shift in [0, 16, 32, 48] as [UInt64] { sum += Float(bits >> shift & 0xffff) / 65535 }
    return sum * 1.732
  }
}
