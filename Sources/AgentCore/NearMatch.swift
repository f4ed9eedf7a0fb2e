/// Finds what somebody may have meant.
public enum NearMatch {
  /// The candidates closest to `word` by edit distance, best first: at most `limit`, none that differs in
  /// more than a third of its letters unless it starts with the word.
  public static func find(_ word: String, in candidates: some Sequence<String>, limit: Int = 3) -> [String] {
    let wanted = word.lowercased()
    let scored = candidates.compactMap { candidate -> (Int, String)? in
      let lower = candidate.lowercased()
      if !wanted.isEmpty, lower.hasPrefix(wanted) { return (0, candidate) }
      let limit = max(1, max(wanted.count, lower.count) / 3)
      if abs(wanted.count - lower.count) > limit { return nil }
      let distance = distance(Array(wanted), Array(lower))
      return distance <= limit ? (distance, candidate) : nil
    }
    return scored.sorted { $0 < $1 }.prefix(limit).map(\.1)
  }

  /// `did you mean 'a' or 'b'?`, or nil when nothing is near.
  public static func hint(_ word: String, in candidates: some Sequence<String>) -> String? {
    let found = find(word, in: candidates)
    return found.isEmpty ? nil : "did you mean \(found.map { "'\($0)'" }.joined(separator: " or "))?"
  }

  /// Damerau-Levenshtein distance (optimal string alignment).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var rows = [[Int]](repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
    for index in 0...left.count { rows[index][0] = index }
    for index in 0...right.count { rows[0][index] = index }
    for i in 1...left.count {
      for j in 1...right.count {
        let cost = left[i - 1] == right[j - 1] ? 0 : 1
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
        }
      }
    }
    return rows[left.count][right.count]
  }
}
