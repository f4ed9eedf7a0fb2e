/// A matrix, row after row.
struct DenseMatrix {
  let rows: Int
  let columns: Int
  var values: [Float]

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = [Float](repeating: 0, count: rows * columns)
  }

  /// `target += factor * source`, which the compiler makes vector instructions of.
  static func add(
    _ factor: Float, _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    for index in 0..<count { target[index] += factor * source[index] }
  }

  /// The products of all pairs of columns: symmetric.
  func gram() -> DenseMatrix {
    var result = DenseMatrix(rows: columns, columns: columns)
    let width = columns
    result.values.withUnsafeMutableBufferPointer { result in
      values.withUnsafeBufferPointer { values in
        guard let result = result.baseAddress, let values = values.baseAddress else { return }
        for row in 0..<rows {
          let line = values + row * width
          for left in 0..<width where line[left] != 0 {
            Self.add(line[left], line + left, to: result + left * width + left, width - left)
          }
        }
        for left in 0..<width {
          for right in 0..<left { result[left * width + right] = result[right * width + left] }
        }
      }
    }
    return result
  }

  /// Makes the columns orthogonal and of length 1 (Cholesky, twice, since once is not exact enough where
  /// columns are nearly alike). A column that is nothing but others becomes small, not wrong.
  mutating func orthonormalize() {
    for _ in 0..<2 { orthonormalizeOnce() }
  }

  private mutating func orthonormalizeOnce() {
    let width = columns
    let gram = gram()
    var trace = 0.0
    for index in 0..<width { trace += Double(gram.values[index * width + index]) }
    if trace <= 0 { return }
    // The upper triangle R of gram = Rᵀ R, row after row.
    var upper = [Double](repeating: 0, count: width * width)
    for row in 0..<width {
      for column in row..<width {
        var sum = Double(gram.values[row * width + column])
        if row == column { sum += trace * 1e-9 / Double(width) }
        for above in 0..<row { sum -= upper[above * width + row] * upper[above * width + column] }
        if row == column {
          upper[row * width + row] = max(sum, trace * 1e-10 / Double(width)).squareRoot()
        } else {
          upper[row * width + column] = sum / upper[row * width + row]
        }
      }
    }
    let triangle = upper.map { Float($0) }
    values.withUnsafeMutableBufferPointer { values in
      triangle.withUnsafeBufferPointer { triangle in
        guard let values = values.baseAddress, let triangle = triangle.baseAddress else { return }
        for row in 0..<rows {
          let line = values + row * width
          for column in 0..<width {
            line[column] /= triangle[column * width + column]
            Self.add(
              -line[column], triangle + column * width + column + 1, to: line + column + 1, width - column - 1
            )
          }
        }
      }
    }
  }
}
