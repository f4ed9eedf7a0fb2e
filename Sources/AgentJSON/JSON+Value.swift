/// Comparison by what values mean, as JSON Schema has it (draft 2020-12, section 4.2.2), not by how they are
/// spelled: `1` equals `1.0`, and the order of members does not count.
extension JSON {
  /// Equal values have the same normal form: members sorted by name, the last of a name kept, numbers as
  /// integers where they are some and else as the nearest double.
  var normalised: JSON {
    switch self {
    case .number(let number):
      if let int = number.int { return .int(int) }
      guard let double = number.double, double.isFinite else { return self }
      // The nearest double of 1.0000000000000000001 or 1e-400 is an integer.
      let nearest = JSONNumber(unchecked: "\(double)")
      return nearest.int.map(JSON.int) ?? .number(nearest)
    case .array(let elements): return .array(elements.map(\.normalised))
    case .object(let object):
      var members: [JSONObject.Member] = []
      // Members of one name keep their order.
      for member in object.members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        if let last = members.last, last.key.isSpelled(like: member.key) { members.removeLast() }
        members.append(.init(key: member.key, value: member.value.normalised))
      }
      return .object(JSONObject(members))
    default: return self
    }
  }

  func equalsInValue(_ other: JSON) -> Bool { self == other || normalised == other.normalised }

  /// The sign of `self - other`, or nil when either is no number. Integers are compared exactly.
  func compared(to other: JSON) -> Int? {
    if let left = int, let right = other.int { return left < right ? -1 : left > right ? 1 : 0 }
    guard let left = double, let right = other.double else { return nil }
    return left < right ? -1 : left > right ? 1 : 0
  }

  /// Whether this number is `step` times an integer. For fractions, which have no exact double, the quotient
  /// may be off by one part in 10^9. True where either is no number or the step is not above 0.
  func isMultiple(of step: JSON) -> Bool {
    if let value = int, let step = step.int { return step <= 0 || value % step == 0 }
    guard let value = double, let step = step.double, step > 0 else { return true }
    let quotient = value / step
    return abs(quotient - quotient.rounded()) <= 1e-9 * max(1, abs(quotient))
  }
}
