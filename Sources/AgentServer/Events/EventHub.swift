import AgentCore
import AgentServe
import AgentSession
import AgentSystem
import NIOCore

/// Where subscribers meet the events: a feed for each session that somebody follows, which is read once however
/// many they are.
///
/// Used on the event loop; files are read on other threads.
final class EventHub: @unchecked Sendable {
  let clock: Clock
  private let store: SessionStore
  private let loop: any EventLoop
  private var feeds: [String?: EventFeed] = [:]
  /// Who waits for a feed to be opened, or to be looked at again.
  private var waiting: [String?: [Subscriber]] = [:]
  private let readers = WorkerPool(threads: 2, waiting: 1 << 16)
  private var generation = 0
  private var tails: TailThread?
  private var heartbeat: RepeatedTask?

  private static let beat = TimeAmount.seconds(15)

  init(_ store: SessionStore, loop: any EventLoop) {
    (self.store, self.loop) = (store, loop)
    clock = store.clock
  }

  /// Once, before anything is followed.
  func start() throws(AgentError) {
    let loop = loop
    tails = try TailThread(store) { [weak self] found in
      // Waits, so that what comes meanwhile comes together, and nothing piles up.
      try? loop.submit { [self] in self?.take(found) }.wait()
    }
    heartbeat = loop.scheduleRepeatedTask(initialDelay: Self.beat, delay: Self.beat) { [weak self] _ in
      for feed in self?.feeds.values ?? [:].values {
        for subscriber in feed.subscribers.values { subscriber.beat() }
      }
    }
  }

  func stop() {
    heartbeat?.cancel()
    tails?.stop()
  }

  var subscriberCount: Int { feeds.values.reduce(0) { $0 + $1.subscribers.count } }

  /// The log of a session; of an empty name, the runtime log.
  func path(of session: String) -> String {
    session.isEmpty ? store.runtime.runtimeLog : store.path(session)
  }

  var previousRuntimeLog: String { RuntimeLog(store).previousPath }

  // MARK: - Coming and going

  func subscribe(_ subscriber: Subscriber) {
    let key = subscriber.subscription.session
    if let feed = feeds[key], feed.isOpen,
      subscriber.subscription.after.map({ $0 <= feed.lastSequence }) ?? true
    {
      return subscriber.attach(to: feed)
    }
    let feed = feeds[key] ?? makeFeed(key)
    waiting[key, default: []].append(subscriber)
    tails?.look(feed)
  }

  private func makeFeed(_ session: String?) -> EventFeed {
    generation += 1
    let feed = EventFeed(session: session, generation: generation)
    feeds[session] = feed
    return feed
  }

  func left(_ feed: EventFeed) {
    guard feeds[feed.session] === feed, feed.subscribers.isEmpty, waiting[feed.session]?.isEmpty ?? true
    else { return }
    feeds[feed.session] = nil
    tails?.close(feed)
  }

  func leftEarly(_ subscriber: Subscriber) {
    let key = subscriber.subscription.session
    waiting[key]?.removeAll { $0 === subscriber }
    if let feed = feeds[key], feed.isOpen { left(feed) }
  }

  // MARK: - What is read

  private func take(_ found: TailThread.Found) {
    let key = found.session
    guard let feed = feeds[key], feed.generation == found.generation else { return }
    let waiters = found.isAnswer ? waiting.removeValue(forKey: key) ?? [] : []
    if let failure = found.failure ?? (found.isGone ? Self.gone(key) : nil) {
      feeds[key] = nil
      tails?.close(feed)
      for waiter in waiters { waiter.fail(failure) }
      for subscriber in feed.subscribers.values { subscriber.bye("the session is gone") }
      return
    }
    feed.append(found.records, first: found.beginsInside)
    if found.isAnswer { feed.open(at: found.lastSequence) }
    for waiter in waiters { waiter.attach(to: feed) }
    if feed.isOpen, feed.subscribers.isEmpty { left(feed) }
  }

  private static func gone(_ session: String?) -> AgentError {
    AgentError(.sessionMissing, "no such session", object: session, hint: "try 'agent-session list'")
  }

  /// Reads a chunk of a file on a thread that may block. One follower is read by one caller at a time.
  func read(
    _ follower: LogFollower, _ done: @escaping @Sendable (Result<[LogRecord], AgentError>) -> Void
  ) {
    let loop = loop
    let box = Unchecked(follower)
    do throws(AgentError) {
      try readers.run {
        let result = Result { () throws(AgentError) in try box.value.poll() }
        // Waits, so that no more is read than can be sent.
        try? loop.submit { done(result) }.wait()
      }
    } catch {
      done(.failure(error))
    }
  }
}

/// Hands a value to another thread, which alone uses it until it hands it back.
private struct Unchecked<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
