import AgentCore
import AgentSession
import AgentSystem

/// The thread on which logs are read for the feeds: it sleeps until a file changes or somebody wants another feed.
final class TailThread: Sendable {
  /// What is found, for a feed: nil for that of all sessions.
  struct Found: Sendable {
    let session: String?
    /// Which of the feeds of that session there have been.
    let generation: Int
    /// Whether somebody had asked for the feed, or to look again.
    let isAnswer: Bool
    let lastSequence: Int
    let beginsInside: Bool
    let isGone: Bool
    let records: [LogRecord]
    let failure: AgentError?
  }

  private enum Order {
    case look(String?, Int)
    case close(String?, Int)
    case stop
  }

  private let store: SessionStore
  private let watch: ChangeWatch
  private let orders = Monitor<[Order]>([])
  /// Takes what is found; returns when it has been taken.
  private let deliver: @Sendable (Found) -> Void

  init(_ store: SessionStore, deliver: @escaping @Sendable (Found) -> Void) throws(AgentError) {
    (self.store, self.deliver) = (store, deliver)
    try store.runtime.prepare(.sessions, .live, .logs)
    do {
      watch = try ChangeWatch([
        store.runtime.folder(.sessions), store.runtime.folder(.live), store.runtime.folder(.logs),
      ])
    } catch {
      throw AgentError(error)
    }
    Thread.start { [self] in run() }.detach()
  }

  /// Begins to read for a feed, or looks whether there is something new for it.
  func look(_ feed: EventFeed) { order(.look(feed.session, feed.generation)) }
  func close(_ feed: EventFeed) { order(.close(feed.session, feed.generation)) }
  func stop() { order(.stop) }

  private func order(_ order: Order) {
    orders.withLock { $0.append(order) }
    watch.wake()
  }

  private func run() {
    var tails: [String?: (generation: Int, tail: any EventTail)] = [:]
    while true {
      let change = watch.wait()
      let taken = orders.withLock { orders -> [Order] in
        defer { orders = [] }
        return orders
      }
      for order in taken {
        switch order {
        case .stop: return
        case .close(let session, let generation):
          if tails[session]?.generation == generation { tails[session] = nil }
        case .look(let session, let generation):
          do throws(AgentError) {
            if tails[session]?.generation != generation {
              tails[session] = (generation, try makeTail(session))
            }
            if let entry = tails[session] { read(entry, session, .anything, isAnswer: true) }
          } catch {
            deliver(
              Found(
                session: session, generation: generation, isAnswer: true, lastSequence: 0,
                beginsInside: false, isGone: true,
                records: [], failure: error))
          }
        }
      }
      for (session, entry) in tails { read(entry, session, change, isAnswer: false) }
    }
  }

  private func makeTail(_ session: String?) throws(AgentError) -> any EventTail {
    guard let session else { return try AllTail(store) }
    guard store.exists(session) else {
      throw AgentError(.sessionMissing, "no such session", object: session, hint: "try 'agent-session list'")
    }
    return try SessionTail(session, store)
  }

  /// Delivers all that is there, and the answer with the last of it.
  private func read(
    _ entry: (generation: Int, tail: any EventTail), _ session: String?, _ change: ChangeWatch.Change,
    isAnswer: Bool
  ) {
    let tail = entry.tail
    while true {
      var records: [LogRecord] = []
      var failure: AgentError?
      do throws(AgentError) { records = try tail.poll(change) } catch { failure = error }
      let isLast = records.isEmpty || failure != nil
      if isLast, failure == nil, !tail.isGone, !isAnswer { return }
      deliver(
        Found(
          session: session, generation: entry.generation, isAnswer: isAnswer && isLast,
          lastSequence: tail.lastSequence, beginsInside: tail.beginsInside,
          isGone: tail.isGone && records.isEmpty, records: records, failure: failure))
      if isLast { return }
    }
  }
}
