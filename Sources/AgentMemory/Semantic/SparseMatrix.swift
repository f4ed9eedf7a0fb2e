/// Rows of documents, columns of terms; only what is not 0.
struct SparseMatrix {
  let rows: Int
  let columns: Int
  private(set) var starts: [Int]
  private(set) var indices: [Int32]
  private(set) var values: [Float]

  /// From columns: for each the rows with their values. Rows are brought to the length 1.
  init(rows: Int, columns: [[(row: Int32, value: Float)]]) {
    self.rows = rows
    self.columns = columns.count
    var counts = [Int](repeating: 0, count: rows + 1)
    var squares = [Float](repeating: 0, count: rows)
    for column in columns {
      for (row, value) in column {
        counts[Int(row) + 1] += 1
        squares[Int(row)] += value * value
      }
    }
    for row in 0..<rows { counts[row + 1] += counts[row] }
    starts = counts
    indices = [Int32](repeating: 0, count: counts[rows])
    values = [Float](repeating: 0, count: counts[rows])
    var next = starts
    for (number, column) in columns.enumerated() {
      for (row, value) in column {
        let place = next[Int(row)]
        next[Int(row)] += 1
        indices[place] = Int32(number)
        values[place] = value / squares[Int(row)].squareRoot()
      }
    }
  }

  /// `self` times a dense matrix of a row for each of our columns.
  func times(_ right: DenseMatrix) -> DenseMatrix {
    var result = DenseMatrix(rows: rows, columns: right.columns)
    let width = right.columns
    result.values.withUnsafeMutableBufferPointer { result in
      right.values.withUnsafeBufferPointer { right in
        guard let result = result.baseAddress, let right = right.baseAddress else { return }
        for row in 0..<rows {
          for place in starts[row]..<starts[row + 1] {
            DenseMatrix.add(
              values[place], right + Int(indices[place]) * width, to: result + row * width, width)
          }
        }
      }
    }
    return result
  }

  /// Our transpose times a dense matrix of a row for each of our rows.
  func transposedTimes(_ right: DenseMatrix) -> DenseMatrix {
    var result = DenseMatrix(rows: columns, columns: right.columns)
    let width = right.columns
    result.values.withUnsafeMutableBufferPointer { result in
      right.values.withUnsafeBufferPointer { right in
        guard let result = result.baseAddress, let right = right.baseAddress else { return }
        for row in 0..<rows {
          for place in starts[row]..<starts[row + 1] {
            DenseMatrix.add(
              values[place], right + row * width, to: result + Int(indices[place]) * width, width)
          }
        }
      }
    }
    return result
  }
}
