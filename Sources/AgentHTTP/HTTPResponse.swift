public import AgentCore
public import AgentSystem

/// An answer whose head has come; its body is read as it arrives.
///
/// Dropping it gives the rest of the body up.
public final class HTTPResponse: Sendable {
  public let status: Int
  public let headers: HTTPHeaders
  /// Where the answer came from, after redirects.
  public let url: HTTPURL

  private let transfer: Transfer
  private let loop: CurlLoop
  /// Keeps the client's thread while the body is read.
  private let client: HTTPClient
  private let total: Deadline?
  private let cancellation: Cancellation
  private let cancellationToken: Int

  init(
    _ transfer: Transfer, head: Transfer.Head, client: HTTPClient, loop: CurlLoop, total: Deadline?,
    cancellation: Cancellation, token: Int
  ) {
    self.transfer = transfer
    self.client = client
    self.loop = loop
    self.total = total
    self.cancellation = cancellation
    cancellationToken = token
    status = head.status
    headers = head.headers
    url = transfer.request.url
  }

  deinit { cancel() }

  /// Waits for the next bytes of the body.
  /// - Returns: nil at its end.
  /// - Throws: `stream_cut` when it was cut off, `network` after the idle time, `deadline`, or what the
  ///   cancellation says; the response is of no use from then on.
  public func next(until deadline: Deadline? = nil) throws(AgentError) -> [UInt8]? {
    if let reason = cancellation.reason {
      cancel()
      throw AgentError(reason)
    }
    let limit = [deadline, total].compactMap { $0 }.min()
    do throws(AgentError) {
      return try transfer.wait(until: limit) { state -> Result<[UInt8]?, AgentError>? in
        if !state.body.isEmpty {
          let bytes = state.body
          state.body = []
          if state.isPaused {
            state.isPaused = false
            state.lastActivity = Deadline.monotonicNow()
            loop.resume(transfer)
          }
          return .success(bytes)
        }
        return state.outcome?.map { nil }
      }.get()
    } catch {
      cancel()
      throw error
    }
  }

  /// The whole rest of the body.
  /// - Throws: also `too_large` when it has more than `limit` bytes.
  public func readAll(limit: Int = 64 << 20, until deadline: Deadline? = nil) throws(AgentError) -> [UInt8] {
    var all: [UInt8] = []
    while let chunk = try next(until: deadline) {
      all.append(contentsOf: chunk)
      if all.count > limit {
        cancel()
        throw AgentError(.tooLarge, "the answer has more than \(limit) bytes", object: url.origin)
      }
    }
    return all
  }

  /// Reads and drops the rest if it comes within `milliseconds`, so that the connection can be used again;
  /// gives it up otherwise.
  public func discard(within milliseconds: Int) {
    let deadline = Deadline.after(milliseconds: milliseconds)
    var more = true
    while more { more = (try? next(until: deadline)) != nil }
    cancel()
  }

  /// Gives the rest of the body up, and the connection with it. Does nothing when it has all come.
  public func cancel() {
    cancellation.removeHandler(cancellationToken)
    let wasRunning = transfer.state.update { state in
      defer { if state.outcome == nil { state.outcome = .failure(AgentError(.interrupted, "cancelled")) } }
      return state.outcome == nil
    }
    if wasRunning { loop.abandon(transfer) }
  }
}
