import AgentSystem

/// How the fields of a CSV text are separated: found by which delimiter cuts its lines most evenly.
struct DelimitedDialect: Equatable {
  let delimiter: Unicode.Scalar

  private static let candidates: [Unicode.Scalar] = [",", ";", "\t", "|", ":"]

  /// The dialect of a text that is known to be CSV or TSV.
  static func sniff(_ sample: String) -> DelimitedDialect {
    var best = (score: 0.0, delimiter: Unicode.Scalar(","))
    for delimiter in candidates {
      let counts = fieldCounts(sample, delimiter)
      guard let score = score(counts) else { continue }
      if score > best.score { best = (score, delimiter) }
    }
    return DelimitedDialect(delimiter: best.delimiter)
  }

  /// The dialect of a text of which nothing is known, where there is hardly a doubt that it is a table:
  /// three lines or more, all of the same number of short fields.
  static func certain(_ sample: String) -> DelimitedDialect? {
    for delimiter: Unicode.Scalar in ["\t", ",", ";"] {
      let counts = fieldCounts(sample, delimiter)
      guard counts.count >= 3, let first = counts.first, first >= 2, counts.allSatisfy({ $0 == first }) else {
        continue
      }
      // Prose with a comma in each line has long fields that begin with a blank.
      let lines = sample.lines.filter { !$0.isEmpty }.prefix(counts.count)
      let isProse = lines.contains { line in
        line.split(byte: delimiter).contains { $0.count > 60 }
          || line.contains(bytes: "\(delimiter) ")
      }
      if !isProse { return DelimitedDialect(delimiter: delimiter) }
    }
    return nil
  }

  /// Fields of each of the first records. The last, which the sample may cut, is left out.
  private static func fieldCounts(_ sample: String, _ delimiter: Unicode.Scalar) -> [Int] {
    var parser = DelimitedParser(delimiter: delimiter)
    var rows: [[String]] = []
    parser.feed(String(sample.prefix(16_384))) { rows.append($0) }
    let isWhole = sample.utf8.count <= 16_384
    if isWhole { parser.finish { rows.append($0) } }
    return rows.prefix(100).filter { $0 != [""] }.map(\.count)
  }

  /// Many fields and few changes of their number; nil where there is one column.
  private static func score(_ counts: [Int]) -> Double? {
    guard !counts.isEmpty else { return nil }
    var frequency: [Int: Int] = [:]
    for count in counts { frequency[count, default: 0] += 1 }
    guard let (mode, share) = frequency.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), mode > 1 else {
      return nil
    }
    let evenness = Double(share) / Double(counts.count)
    return evenness * evenness * (1 + Double(min(mode, 20)) / 100)
  }
}
