/// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, section
/// 8.5), which is short and exact; for a few hundred rows also fast enough.
struct SymmetricEigen {
  /// Falling.
  let values: [Double]
  /// Row i is the vector of value i.
  let vectors: [[Double]]

  init(_ matrix: DenseMatrix) {
    let size = matrix.rows
    var a = matrix.values.map { Double($0) }
    var v = [Double](repeating: 0, count: size * size)
    for index in 0..<size { v[index * size + index] = 1 }
    a.withUnsafeMutableBufferPointer { a in
      v.withUnsafeMutableBufferPointer { v in
        for _ in 0..<12 where !Self.sweep(a, v, size) {}
      }
    }
    let order = (0..<size).sorted { a[$0 * size + $0] > a[$1 * size + $1] }
    values = order.map { a[$0 * size + $0] }
    vectors = order.map { Array(v[$0 * size..<($0 + 1) * size]) }
  }

  /// Rotates every pair once.
  /// - Returns: whether nothing was left to be rotated.
  private static func sweep(
    _ a: UnsafeMutableBufferPointer<Double>, _ v: UnsafeMutableBufferPointer<Double>, _ size: Int
  ) -> Bool {
    var isDone = true
    for p in 0..<size {
      for q in (p + 1)..<max(size, p + 1) {
        let off = a[p * size + q]
        let bound = 1e-9 * (a[p * size + p].magnitude * a[q * size + q].magnitude).squareRoot()
        if off.magnitude <= bound || off.magnitude < 1e-14 { continue }
        isDone = false
        let theta = (a[q * size + q] - a[p * size + p]) / (2 * off)
        let t = (theta < 0 ? -1 : 1) / (theta.magnitude + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        // Rows, then columns; vectors are kept in rows so that both run along memory.
        for k in 0..<size {
          let x = a[p * size + k]
          let y = a[q * size + k]
          a[p * size + k] = c * x - s * y
          a[q * size + k] = s * x + c * y
        }
        for k in 0..<size {
          let x = a[k * size + p]
          let y = a[k * size + q]
          a[k * size + p] = c * x - s * y
          a[k * size + q] = s * x + c * y
        }
        for k in 0..<size {
          let x = v[p * size + k]
          let y = v[q * size + k]
          v[p * size + k] = c * x - s * y
          v[q * size + k] = s * x + c * y
        }
      }
    }
    return isDone
  }
}
