/// Vectors as the signs of their numbers, a bit each, and questions to them.
enum Signs {
  static func append(_ vector: UnsafeBufferPointer<Float>, to bytes: inout [UInt8]) {
    var byte: UInt8 = 0
    for (index, value) in vector.enumerated() {
      if value > 0 { byte |= 1 << (index & 7) }
      if index & 7 == 7 || index == vector.count - 1 {
        bytes.append(byte)
        byte = 0
      }
    }
  }

  /// For each byte of a vector and each of its 256 values, what it adds to the product with a question.
  struct Table {
    private let sums: [Float]
    private let bytes: Int

    /// nil for a question that is nothing.
    init?(_ question: [Float]) {
      let length = question.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if length <= 0 { return nil }
      bytes = (question.count + 7) / 8
      // The mean product with a sign is sqrt(2/pi) of that with the number.
      let factor = 1.2533 / (length * Float(question.count).squareRoot())
      var sums = [Float](repeating: 0, count: bytes * 256)
      for byte in 0..<bytes {
        for value in 0..<256 {
          var sum: Float = 0
          for bit in 0..<8 where byte * 8 + bit < question.count {
            sum += value >> bit & 1 == 1 ? question[byte * 8 + bit] : -question[byte * 8 + bit]
          }
          sums[byte * 256 + value] = sum * factor
        }
      }
      self.sums = sums
    }

    /// NaN for no vector: of one that is there, some number is above 0.
    func estimate(_ signs: UnsafeRawBufferPointer) -> Float {
      sums.withUnsafeBufferPointer { sums in
        var sum: Float = 0
        var any: UInt8 = 0
        for index in 0..<bytes {
          any |= signs[index]
          sum += sums[index << 8 | Int(signs[index])]
        }
        return any == 0 ? .nan : sum
      }
    }
  }
}
