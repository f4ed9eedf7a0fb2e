/// A vector in bytes: each number by the greatest of them in steps of 1/127, then the reciprocal of its
/// length, so that the cosine of two is a sum of products of small integers.
enum Quantized {
  /// Bytes of a vector.
  static func size(_ dimensions: Int) -> Int { dimensions + 4 }

  /// Appends; a vector of nothing becomes zeros, which are like nothing.
  static func append(_ vector: UnsafeBufferPointer<Float>, to bytes: inout [UInt8]) {
    var top: Float = 0
    for value in vector where value.magnitude > top { top = value.magnitude }
    var squares: Float = 0
    if top > 0, top.isFinite {
      let factor = 127 / top
      for value in vector {
        let step = (value * factor).rounded()
        squares += step * step
        bytes.append(UInt8(bitPattern: Int8(clamping: Int(step))))
      }
    } else {
      bytes.append(contentsOf: repeatElement(0, count: vector.count))
    }
    let scale: Float = squares > 0 ? 1 / squares.squareRoot() : 0
    for shift in [0, 8, 16, 24] as [UInt32] {
      bytes.append(UInt8(truncatingIfNeeded: scale.bitPattern >> shift))
    }
  }

  static func scale(_ bytes: UnsafeRawBufferPointer, _ dimensions: Int) -> Float {
    Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: dimensions, as: UInt32.self)))
  }

  /// The sum of products.
  static func product(_ left: UnsafePointer<Int8>, _ right: UnsafePointer<Int8>, _ count: Int) -> Int32 {
    var sum: Int32 = 0
    for index in 0..<count { sum &+= Int32(left[index]) &* Int32(right[index]) }
    return sum
  }
}
