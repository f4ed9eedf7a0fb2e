import AgentCore

/// The text of a source as pieces of UTF-8, whatever its encoding: line ends are newlines, and nothing but
/// tab and newline is left of the control characters.
struct DecodedText {
  /// How much is looked at to tell the encoding. More than that is decoded as it streams by.
  static let sampleLength = 16 << 20

  let encoding: CharacterEncoding
  private let source: Source
  private let budget: Budget
  private var sample: [UInt8]
  private var ended: Bool
  private let transcoder: Transcoder
  private var newlines = LineEnds()

  /// - Parameter declared: finds what the document says of its own encoding in its first bytes.
  init(_ source: Source, _ budget: Budget, declared: ([UInt8]) -> String? = { _ in nil }) throws(AgentError) {
    self.source = source
    self.budget = budget
    var sample: [UInt8] = []
    var ended = false
    while sample.count < Self.sampleLength, !ended {
      let chunk = try source.next()
      ended = chunk.isEmpty
      sample.append(contentsOf: chunk)
      try budget.check()
    }
    let found = try EncodingDetector.detect(sample, declared: declared(sample))
    encoding = found.encoding
    transcoder = Transcoder(found.encoding)
    sample.removeFirst(found.mark)
    self.sample = sample
    self.ended = ended
  }

  /// Places that could not be read and became U+FFFD.
  var damages: Int { transcoder.damages }

  /// Calls `body` with each piece, of about 256 KiB.
  mutating func forEachPiece(_ body: (String) throws -> Void) throws {
    var offset = 0
    let step = 1 << 18
    while offset < sample.count {
      let end = min(sample.count, offset + step)
      let isLast = ended && end == sample.count
      try deliver(Array(sample[offset..<end]), isLast, body)
      offset = end
    }
    sample = []
    while !ended {
      let chunk = try source.next(upTo: step)
      ended = chunk.isEmpty
      try deliver(chunk, ended, body)
    }
  }

  /// The whole text.
  mutating func whole() throws -> String {
    var text = ""
    try forEachPiece { text += $0 }
    return text
  }

  private mutating func deliver(_ bytes: [UInt8], _ isLast: Bool, _ body: (String) throws -> Void) throws {
    try budget.check()
    let text = newlines.normalize(transcoder.decode(bytes, isLast: isLast))
    if !text.isEmpty { try body(String(decoding: text, as: UTF8.self)) }
  }
}

/// Makes newlines of CR LF and of lone CR, over pieces of any size.
struct LineEnds {
  private var lastWasReturn = false

  mutating func normalize(_ bytes: [UInt8]) -> [UInt8] {
    guard lastWasReturn || bytes.contains(0x0d) else { return bytes }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte == 0x0d {
        output.append(0x0a)
      } else if byte != 0x0a || !lastWasReturn {
        output.append(byte)
      }
      lastWasReturn = byte == 0x0d
    }
    return output
  }
}
