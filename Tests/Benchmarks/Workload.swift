import AgentJSON

/// Lines like those that sessions and pipes are made of, the same on every run.
struct Workload {
  let name: String
  let lines: [[UInt8]]
  let values: [JSON]

  var byteCount: Int { lines.reduce(0) { $0 + $1.count } }

  init(_ name: String, _ values: [JSON]) {
    self.name = name
    self.values = values
    lines = values.map(\.bytes)
  }

  /// Events of about 140 bytes: short keys, numbers, a few words.
  static func small(count: Int = 3000) -> Workload {
    var random = SplitMix64(seed: 1)
    let values = (0..<count).map { index -> JSON in
      [
        "type": "item.delta", "v": 1, "after": .int(index),
        "ts": .string("2026-01-02T03:04:\(10 + random.next(50)).\(100 + random.next(900))Z"),
        "item_id": .string("item_\(random.next(10_000))"), "kind": "text",
        "offset": .int(random.next(100_000)),
        "delta": .string(random.words(3)),
      ]
    }
    return Workload("small lines", values)
  }

  /// Messages of 0.2 to 20 KB of prose and code with escapes and letters outside ASCII.
  static func large(count: Int = 150) -> Workload {
    var random = SplitMix64(seed: 2)
    let values = (0..<count).map { index -> JSON in
      let length = 30 << random.next(7)
      return [
        "type": "item.completed", "v": 1, "seq": .int(index), "ts": "2026-01-02T03:04:05.678Z",
        "item": [
          "id": .string("msg_\(index)"), "type": "agent_message", "text": .string(random.words(length)),
          "usage": ["input_tokens": .int(random.next(9000)), "cached": 0, "share": 0.25, "done": true],
        ],
      ]
    }
    return Workload("large lines", values)
  }

  /// The small lines with `type` as the last member, so that a peek must pass over all others.
  static func typeLast(of workload: Workload, _ name: String) -> Workload {
    Workload(
      name,
      workload.values.map { value in
        var object = value.object ?? [:]
        let type = object["type"]
        object["type"] = nil
        object.append("type", ifPresent: type)
        return .object(object)
      })
  }
}

/// A generator that gives the same numbers on every machine (Steele, Lea and Flood 2014).
struct SplitMix64 {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next(_ limit: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }

  mutating func words(_ count: Int) -> String {
    let stock = [
      "the", "session", "file", "reads", "and", "answers", "with", "\"quoted\"", "naïve", "Größe", "日本語の文",
      "line\n", "func main() {\n\t", "C:\\path\\to", "pipeline", "once,", "twice.", "— so", "return",
      "value;\n",
    ]
    var text = ""
    for _ in 0..<count { text += stock[next(stock.count)] + " " }
    return text
  }
}
