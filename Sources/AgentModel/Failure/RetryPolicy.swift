import AgentCore

/// When a broken request is sent again: a value without clock or chance of its own.
///
/// The figures are those of OpenAI's own clients: 0.5 s doubled with each retry to at most 8 s, less up to a
/// quarter by chance; a delay that the server asks for is kept to, up to 120 s, and a longer one ends it.
public struct RetryPolicy: Sendable, Equatable {
  /// How often a request is sent again; 0 for never.
  public var retries: Int
  /// For how long, in milliseconds, from the first failure.
  public var time: Int

  static let firstDelay = 500
  static let longestDelay = 8000
  static let longestServerDelay = 120_000

  public init(retries: Int = 5, time: Int = 60_000) {
    self.retries = retries
    self.time = time
  }

  /// Why an attempt failed.
  enum Cause: Sendable, Equatable {
    /// The server said so.
    case server(ServerFailure)
    /// It could not be reached, or what came was not whole.
    case transport(AgentError)

    var isRetryable: Bool {
      switch self {
      case .server(let failure): failure.isRetryable
      case .transport(let error): error.code.isTransient
      }
    }

    var serverDelay: Int? {
      if case .server(let failure) = self { failure.retryAfterMilliseconds } else { nil }
    }
  }

  /// The wait before the next attempt.
  /// - Parameters:
  ///   - attempt: the retry that this would be, from 1.
  ///   - elapsed: milliseconds since the first failure.
  ///   - chance: from 0 up to 1.
  /// - Returns: milliseconds, or nil to give up.
  func delay(after cause: Cause, attempt: Int, elapsed: Int, chance: Double) -> Int? {
    guard cause.isRetryable, attempt <= retries else { return nil }
    let delay: Int
    if let asked = cause.serverDelay, asked > 0 {
      if asked > Self.longestServerDelay { return nil }
      delay = asked
    } else {
      let doubled = Double(Self.firstDelay << min(attempt - 1, 10))
      delay = Int(min(doubled, Double(Self.longestDelay)) * (1 - 0.25 * chance))
    }
    return delay <= time - elapsed ? delay : nil
  }
}
