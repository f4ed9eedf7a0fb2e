import AgentJSON

extension FuzzTarget {
  /// A stream of lines in chunks of any size gives the lines, places and refusals that the whole gives, and
  /// those are what a plain reading of the rules gives.
  static let ndjson = FuzzTarget("ndjson") { input in
    let chunks = Chunks(input)
    let expected = Lines(cutting: chunks.whole, limit: limit)
    require(Lines(reading: [chunks.whole[...]], limit: limit) == expected, "the whole reads as it should")
    require(Lines(reading: chunks.pieces, limit: limit) == expected, "chunks read as the whole")
  }

  private static let limit = 48
}

/// What came out of a stream: lines, and the error that ended it.
private struct Lines: Equatable {
  struct Line: Equatable {
    let bytes: [UInt8]
    let number: Int
    let offset: Int
  }

  var lines: [Line] = []
  var failure: JSONError?

  init(reading chunks: [ArraySlice<UInt8>], limit: Int) {
    var reader = LineReader(limit: limit)
    do throws(JSONError) {
      for chunk in chunks {
        reader.append(chunk)
        while let line = try reader.next() { add(line) }
      }
      while let line = try reader.finish() { add(line) }
    } catch {
      failure = error
    }
  }

  private mutating func add(_ line: LineReader.Line) {
    lines.append(Line(bytes: Array(line.bytes), number: line.number, offset: line.offset))
  }

  /// The rules, spelled out on the whole.
  init(cutting whole: [UInt8], limit: Int) {
    var offset = 0
    let parts = whole.split(separator: 0x0a, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let content = part.last == 0x0d ? part.dropLast() : part
      if content.count > limit {
        failure = JSONError(.lineTooLong(limit: limit), at: offset)
        return
      }
      if !content.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        lines.append(Line(bytes: Array(content), number: index + 1, offset: offset))
      }
      offset += part.count + 1
    }
  }
}
