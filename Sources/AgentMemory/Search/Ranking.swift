import AgentStore
import Glibc

/// Scores of all documents, made of their parts: a value, no store.
struct Ranking {
  private(set) var lexical: [Float]
  private(set) var semantic: [Float]?
  private(set) var share: Float = 0
  private(set) var total: [Float] = []
  private let slots: [UInt64]
  private let allowed: [Bool]
  private var weights = RankingWeights()
  private var actors: Set<UInt16> = []

  init(lexical: [Float], slots: [UInt64], allowed: [Bool]) {
    self.lexical = lexical
    self.slots = slots
    self.allowed = allowed
  }

  /// By the greatest of those that may be given out, so that it is 1.
  mutating func scaleLexical() {
    var top: Float = 0
    for index in lexical.indices {
      if allowed[index] {
        if lexical[index] > top { top = lexical[index] }
      } else {
        lexical[index] = 0
      }
    }
    if top <= 0 { return }
    let factor = 1 / top
    for index in lexical.indices { lexical[index] *= factor }
  }

  /// Likenesses between -1 and 1, NaN where there is no vector; scaled to between 0 and 1 in scope. An entry
  /// without a vector is judged by its words alone.
  mutating func add(semantic values: [Float], share: Float) {
    var low = Float.infinity
    var high = -Float.infinity
    for index in values.indices where allowed[index] && values[index] == values[index] {
      low = min(low, values[index])
      high = max(high, values[index])
    }
    if high <= low { return }
    let factor = 1 / (high - low)
    semantic = values.indices.map { index in
      allowed[index] ? values[index] == values[index] ? (values[index] - low) * factor : lexical[index] : 0
    }
    self.share = share
  }

  mutating func combine(_ weights: RankingWeights, actors: Set<UInt16>) {
    self.weights = weights
    self.actors = actors
    total = lexical
    if let semantic {
      for index in total.indices { total[index] = (1 - share) * total[index] + share * semantic[index] }
    }
    let continues = UInt64(Slot.Flags.continues.rawValue) << 8
    let hasNeighbours = weights.neighbours > 0
    let (before, behind) = (weights.neighbours * 1.25, weights.neighbours * 0.75)
    for index in total.indices where allowed[index] {
      if !actors.isEmpty, isNamed(index) { total[index] *= 1 + weights.actor }
      guard hasNeighbours else { continue }
      if slots[index] & continues != 0, index > 0 { total[index] += before * lexical[index - 1] }
      if index + 1 < slots.count, slots[index + 1] & continues != 0 {
        total[index] += behind * lexical[index + 1]
      }
    }
    for index in total.indices where !allowed[index] { total[index] = 0 }
  }

  private func isNamed(_ index: Int) -> Bool {
    actors.contains(UInt16(truncatingIfNeeded: slots[index] >> 16))
  }

  func parts(_ index: Int) -> MemoryHit.Parts {
    var parts = MemoryHit.Parts()
    parts.lexical = lexical[index]
    parts.semantic = semantic?[index]
    parts.share = share
    if isNamed(index), !actors.isEmpty { parts.actor = 1 + weights.actor }
    let own = (1 - share) * lexical[index] + share * (semantic?[index] ?? 0)
    parts.neighbours = total[index] - own * parts.actor
    if parts.neighbours < 1e-6 { parts.neighbours = 0 }
    return parts
  }

  /// The highest scores above 0, the older entry first where they are equal.
  func best(_ count: Int) -> [(number: Int, score: Float)] {
    var heap = BoundedHeap(count)
    total.withUnsafeBufferPointer { total in
      for index in total.indices where total[index] > heap.floor { heap.insert(index, total[index]) }
    }
    return heap.sorted()
  }
}

/// The greatest few of many.
struct BoundedHeap {
  private let limit: Int
  private var items: [(number: Int, score: Float)] = []
  /// What must be exceeded to get in.
  private(set) var floor: Float = 0

  init(_ limit: Int) { self.limit = limit }

  mutating func insert(_ number: Int, _ score: Float) {
    if items.count == limit {
      items[0] = (number, score)
      sink()
    } else {
      items.append((number, score))
      rise()
    }
    if items.count == limit { floor = items[0].score }
  }

  func sorted() -> [(number: Int, score: Float)] {
    items.sorted { $0.score != $1.score ? $0.score > $1.score : $0.number < $1.number }
  }

  /// Whether the left one is to be thrown out first.
  private func isWorse(_ left: Int, _ right: Int) -> Bool {
    items[left].score != items[right].score
      ? items[left].score < items[right].score : items[left].number > items[right].number
  }

  private mutating func rise() {
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if !isWorse(child, parent) { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var worst = parent
      for child in [parent * 2 + 1, parent * 2 + 2] where child < items.count && isWorse(child, worst) {
        worst = child
      }
      if worst == parent { return }
      items.swapAt(worst, parent)
      parent = worst
    }
  }
}
