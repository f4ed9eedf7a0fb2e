/// A flag that is raised once, with a reason, and tells whoever asked to be told.
public final class Cancellation: Sendable {
  public enum Reason: Sendable, Equatable {
    /// A signal ended the process: 2, 15 or 1.
    case signal(Int32)
    /// A time limit passed.
    case deadline
    /// Somebody asked for a stop, with their words.
    case requested(String)
  }

  private struct State {
    var reason: Reason?
    var isUrgent = false
    var handlers: [Int: @Sendable (Reason) -> Void] = [:]
    var nextToken = 0
  }

  private let state = Monitor(State())

  public init() {}

  public var reason: Reason? { state.withLock { $0.reason } }
  public var isCancelled: Bool { reason != nil }
  /// Whether somebody has asked again: what ends politely is then ended at once.
  public var isUrgent: Bool { state.withLock { $0.isUrgent } }

  /// Raises the flag. The first reason stays; handlers run once, on this thread. A signal that comes after
  /// it makes it urgent.
  public func cancel(_ reason: Reason) {
    let handlers = state.update { state -> [@Sendable (Reason) -> Void] in
      guard state.reason == nil else {
        if case .signal = reason { state.isUrgent = true }
        return []
      }
      state.reason = reason
      defer { state.handlers = [:] }
      return Array(state.handlers.values)
    }
    for handler in handlers { handler(reason) }
  }

  /// Raises the flag when so many milliseconds have passed and nobody else has raised it.
  public func cancel(_ reason: Reason, afterMilliseconds milliseconds: Int) {
    Thread.start {
      if !self.sleep(until: .after(milliseconds: milliseconds)) { self.cancel(reason) }
    }.detach()
  }

  /// Calls `handler` when the flag is raised, at once if it is already.
  /// - Returns: a token for ``removeHandler(_:)``.
  @discardableResult
  public func onCancel(_ handler: @escaping @Sendable (Reason) -> Void) -> Int {
    let (token, raised) = state.withLock { state -> (Int, Reason?) in
      state.nextToken += 1
      if state.reason == nil { state.handlers[state.nextToken] = handler }
      return (state.nextToken, state.reason)
    }
    if let raised { handler(raised) }
    return token
  }

  public func removeHandler(_ token: Int) {
    state.withLock { _ = $0.handlers.removeValue(forKey: token) }
  }

  /// Sleeps until `deadline` or the flag, whichever is first.
  /// - Returns: true when the flag is raised.
  public func sleep(until deadline: Deadline) -> Bool {
    state.wait(until: deadline) { $0.reason == nil ? nil : true } ?? false
  }
}
