import AgentSystem

/// How much of a test is done: a little each time, all of it where AGENT_TEST_FULL is set (`bin/test --full`).
public enum TestDose {
  private static let environment = ProcessEnvironment.read()

  public static let isFull = !(environment["AGENT_TEST_FULL"] ?? "").isEmpty

  /// How many rounds to do.
  public static func count(_ small: Int, full: Int) -> Int { isFull ? full : small }

  /// What the choice of samples depends on: another one each time, or the one to be repeated. It is printed
  /// when it is made.
  public static let seed: UInt64 = {
    let given = environment["AGENT_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 1...999_999)
    print("AGENT_TEST_SEED=\(seed)")
    return seed
  }()
}

/// Numbers that a seed determines: splitmix64 (Steele, Lea and Flood, 2014).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(_ seed: UInt64 = TestDose.seed) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
