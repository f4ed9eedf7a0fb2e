/// Numbers of bytes as people write them: `500M`, `1.5G`. Units are powers of 1024, as those of ls(1) and du(1).
public enum ByteSize {
  private static let units = Array("KMGT".utf8)

  /// - Returns: nil when the text is none.
  public static func parse(_ text: String) -> Int? {
    var digits = Array(text.utf8)
    var factor = 1.0
    if let last = digits.last, let unit = units.firstIndex(of: last & 0xdf) {
      digits.removeLast()
      for _ in 0...unit { factor *= 1024 }
    }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }),
      let number = Double(String(decoding: digits, as: UTF8.self)), number * factor < 1e18
    else { return nil }
    return Int((number * factor).rounded())
  }

  /// In the largest unit of which there is one: `1.5 MB`.
  public static func format(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes) B" }
    var value = Double(bytes) / 1024
    var unit = 0
    while value >= 1024, unit + 1 < units.count {
      value /= 1024
      unit += 1
    }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(Unicode.Scalar(units[unit]))B"
  }
}
