public import AgentCore
public import AgentSystem
import Glibc

/// `date_and_time`: what a model cannot know.
public struct ClockProvider: ContextProvider {
  public let name = "date_and_time"
  private let clock: Clock

  public init(_ clock: Clock) { self.clock = clock }

  public func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution? {
    let now = clock.now()
    return ContextContribution(provider: name, words: Self.text(now, local: Self.localTime(now)))
  }

  private static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  /// To the minute: a clock with seconds would be another text in every request.
  static func text(_ now: Timestamp, local: tm) -> String {
    func digits(_ number: Int, _ width: Int = 2) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let offset = local.tm_gmtoff / 60
    let year = Int(local.tm_year) + 1900
    let date = "\(digits(year, 4))-\(digits(Int(local.tm_mon) + 1))-\(digits(Int(local.tm_mday)))"
    let time = "\(digits(Int(local.tm_hour))):\(digits(Int(local.tm_min)))"
    let zone =
      offset == 0 ? "UTC" : "\(offset < 0 ? "-" : "+")\(digits(abs(offset) / 60)):\(digits(abs(offset) % 60))"
    return "\(days[Int(local.tm_wday) % 7]) \(date) \(time) \(zone)"
  }

  private static func localTime(_ now: Timestamp) -> tm {
    var seconds = time_t(now.milliseconds / 1000)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts
  }
}
