import AgentHTTP
@testable import AgentModel
import AgentSystem

extension FuzzTarget {
  /// How long to wait, as servers and people say it: never negative, never absurd, and dates and durations
  /// survive being written.
  static let wait = FuzzTarget("wait") { input in
    let text = String(decoding: input, as: UTF8.self)
    for name in ["retry-after", "retry-after-ms"] {
      let wait = RetryAfter.inHeaders([name: text], now: Timestamp(milliseconds: 1_800_000_000_000))
      require(wait.map { $0 >= 0 } ?? true, "a wait is not negative: \(wait ?? 0)")
    }
    if let wait = RetryAfter.inMessage(text) {
      require(wait >= 0 && wait <= 1_000_000_000_000, "a wait has bounds: \(wait)")
    }
    if let time = Timestamp(text) {
      require(Timestamp(time.description) == time, "a time reads as it was written: \(time)")
    }
    if let span = AgentSystem.Duration.parse(text) {
      let written = AgentSystem.Duration.format(milliseconds: span)
      require(AgentSystem.Duration.parse(written) == span, "a duration reads as it was written: \(written)")
    }
  }
}
