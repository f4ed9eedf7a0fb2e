import AgentCore
import AgentSystem
import CCurl

/// The one thread that runs a client's transfers through a `curl_multi` handle.
///
/// Other threads only leave orders and wake it, so every handle is touched by this thread alone. It keeps
/// connections open between transfers.
final class CurlLoop: Sendable {
  private enum Order {
    case start(Transfer)
    case resume(Transfer)
    case abandon(Transfer)
  }

  private struct Inbox {
    var orders: [Order] = []
    var isClosed = false
  }

  /// libcurl's handle; `curl_multi_wakeup` is the one call that other threads may make with it.
  private struct Handle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  let library: CurlLibrary
  private let trust: CurlTrust
  private let multi: Handle
  private let inbox = Monitor(Inbox())
  private let thread = Monitor<Thread?>(nil)

  init(library: CurlLibrary, trust: CurlTrust) throws(AgentError) {
    guard let pointer = library.functions.multi_init() else {
      throw AgentError(.internalError, "out of memory", object: "libcurl")
    }
    self.library = library
    self.trust = trust
    multi = Handle(pointer: pointer)
    let started = Thread.start { [self] in run() }
    thread.withLock { $0 = started }
  }

  func start(_ transfer: Transfer) { order(.start(transfer)) }
  func resume(_ transfer: Transfer) { order(.resume(transfer)) }
  /// Drops the transfer and its connection. Its reader has been told already.
  func abandon(_ transfer: Transfer) { order(.abandon(transfer)) }

  /// Ends the thread and everything that runs on it, and waits for that.
  func close() {
    inbox.withLock { inbox in
      guard !inbox.isClosed else { return }
      inbox.isClosed = true
      _ = library.functions.multi_wakeup(multi.pointer)
    }
    thread.withLock { thread in
      thread?.join()
      thread = nil
    }
  }

  private func order(_ order: Order) {
    inbox.withLock { inbox in
      guard !inbox.isClosed else { return }
      inbox.orders.append(order)
      _ = library.functions.multi_wakeup(multi.pointer)
    }
  }

  // MARK: - On the thread

  private func run() {
    var running: [UnsafeMutableRawPointer: CurlHandle] = [:]
    while true {
      let (orders, isClosed) = inbox.withLock { inbox in
        defer { inbox.orders = [] }
        return (inbox.orders, inbox.isClosed)
      }
      if isClosed { break }
      for order in orders { carryOut(order, &running) }
      var count: Int32 = 0
      _ = library.functions.multi_perform(multi.pointer, &count)
      takeMessages(&running)
      _ = library.functions.multi_poll(multi.pointer, nil, 0, 60_000, nil)
    }
    for handle in running.values {
      handle.transfer.end(.failure(AgentError(.interrupted, "the client was closed")))
      _ = library.functions.multi_remove_handle(multi.pointer, handle.easy)
    }
    running = [:]
    _ = library.functions.multi_cleanup(multi.pointer)
  }

  private func carryOut(_ order: Order, _ running: inout [UnsafeMutableRawPointer: CurlHandle]) {
    switch order {
    case .start(let transfer):
      do {
        let handle = try CurlHandle(transfer, library: library, trust: trust)
        running[handle.easy] = handle
        if library.functions.multi_add_handle(multi.pointer, handle.easy) != CURLM_OK {
          running[handle.easy] = nil
          throw AgentError(.internalError, "libcurl refused a transfer", object: transfer.origin)
        }
      } catch {
        transfer.end(.failure(AgentError(wrapping: error)))
      }
    case .resume(let transfer):
      if let handle = find(transfer, running) {
        _ = library.functions.easy_pause(handle.easy, CURLPAUSE_CONT)
      }
    case .abandon(let transfer):
      guard let handle = find(transfer, running) else { return }
      _ = library.functions.multi_remove_handle(multi.pointer, handle.easy)
      running[handle.easy] = nil
    }
  }

  private func find(_ transfer: Transfer, _ running: [UnsafeMutableRawPointer: CurlHandle]) -> CurlHandle? {
    running.values.first { $0.transfer === transfer }
  }

  private func takeMessages(_ running: inout [UnsafeMutableRawPointer: CurlHandle]) {
    var left: Int32 = 0
    while let message = library.functions.multi_info_read(multi.pointer, &left) {
      var easy: UnsafeMutableRawPointer?
      var code = CURLE_OK
      guard ccurl_message_done(message, &easy, &code) == 1, let easy, let handle = running[easy] else {
        continue
      }
      handle.transfer.end(handle.outcome(code))
      _ = library.functions.multi_remove_handle(multi.pointer, easy)
      running[easy] = nil
    }
  }
}
