import Glibc

/// Where the time comes from, so that tests and replays can give their own.
public struct Clock: Sendable {
  private let read: @Sendable () -> Timestamp

  public init(_ read: @escaping @Sendable () -> Timestamp) { self.read = read }

  public func now() -> Timestamp { read() }

  /// The wall clock of the system.
  public static let system = Clock {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
  }
}

/// A moment on the monotonic clock, which no change of the date moves.
public struct Deadline: Sendable, Comparable {
  /// Nanoseconds of CLOCK_MONOTONIC.
  public let nanoseconds: Int

  private init(nanoseconds: Int) { self.nanoseconds = nanoseconds }

  /// Nanoseconds of CLOCK_MONOTONIC now.
  public static func monotonicNow() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  public static func after(milliseconds: Int) -> Deadline {
    let (span, tooLarge) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
    let (sum, overflow) = monotonicNow().addingReportingOverflow(tooLarge ? 0 : span)
    if tooLarge || overflow { return Deadline(nanoseconds: milliseconds > 0 ? .max : 0) }
    return Deadline(nanoseconds: sum)
  }

  public static func < (left: Deadline, right: Deadline) -> Bool { left.nanoseconds < right.nanoseconds }

  public var hasPassed: Bool { remainingMilliseconds == 0 }

  /// Milliseconds left, rounded up; 0 when it has passed.
  public var remainingMilliseconds: Int {
    let rest = nanoseconds - Self.monotonicNow()
    return rest <= 0 ? 0 : (rest - 1) / 1_000_000 + 1
  }

  /// The rest as poll(2) takes it.
  public var pollTimeout: Int32 { Int32(clamping: remainingMilliseconds) }
}

/// Time spans as options and configuration spell them: `500ms`, `30s`, `1.5h`, `7d`; a bare number is
/// seconds.
public enum Duration {
  /// - Returns: milliseconds, or nil when the text is not a duration.
  public static func parse(_ text: String) -> Int? {
    let units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
    let unit = units.first { text.hasSuffix($0.0) }
    let digits = unit.map { String(text.dropLast($0.0.count)) } ?? text
    guard isDecimal(digits), let value = Double(digits) else { return nil }
    let milliseconds = value * Double(unit?.1 ?? 1000)
    return milliseconds < 1e15 ? Int(milliseconds.rounded()) : nil
  }

  /// Digits, and perhaps a dot and more digits: no sign, exponent or white space.
  private static func isDecimal(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
  }

  /// The shortest exact spelling: `90s`, `2h`, `1500ms`.
  public static func format(milliseconds: Int) -> String {
    for (unit, size) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)]
    where milliseconds >= size && milliseconds % size == 0 {
      return "\(milliseconds / size)\(unit)"
    }
    return "\(milliseconds)ms"
  }
}
