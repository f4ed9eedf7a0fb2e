import AgentCore
import AgentJSON
import AgentServe
import AgentSession
import AgentSystem
import NIOCore

/// One client of the events: where it stands, and how it gets on from there.
///
/// It takes from the feed's memory as long as it keeps up, and reads the file where it does not. It is asked to go
/// on when there is something new, when a chunk of the file has been read, and when the client has taken what was
/// sent. Used on the event loop.
final class Subscriber: @unchecked Sendable {
  private enum Place {
    /// Not in the feed yet.
    case waiting
    /// At an event of the feed's memory.
    case feed(Int)
    /// Reading the file; whether a chunk is being read now.
    case file(LogFollower, isBusy: Bool)
    case over
  }

  let subscription: EventSubscription
  private weak var connection: HTTPConnection?
  private let hub: EventHub
  private weak var feed: EventFeed?
  private var place = Place.waiting
  /// The last durable event that was sent.
  private var sent = 0
  /// Where the end of the file was found while the feed was already further.
  private var endSeen: Int?
  private var wroteSinceBeat = true

  private static let chunk = 1 << 17
  /// What is read of the file at a time, and is unsent at most of it.
  private static let fileChunk = 1 << 16

  init(_ subscription: EventSubscription, _ connection: HTTPConnection, _ hub: EventHub) {
    (self.subscription, self.connection, self.hub) = (subscription, connection, hub)
  }

  // MARK: - Beginning and end

  /// Begins in a feed that is open.
  func attach(to feed: EventFeed) {
    guard case .waiting = place, let connection else { return }
    self.feed = feed
    feed.subscribers[ObjectIdentifier(self)] = self
    connection.beginEvents(subscription)
    for notice in subscription.notices { tell(notice) }
    if !subscription.ndjson { connection.write(ByteBuffer(string: ": \(subscription.session ?? "all")\n\n")) }
    sent = feed.lastSequence
    place = .feed(feed.next)
    if let after = subscription.after, feed.session != nil {
      if after > feed.lastSequence {
        resync(feed.lastSequence)
      } else {
        sent = after
        seek(feed)
      }
    }
    pump()
    connection.flush()
  }

  /// An id that does not exist, told once with the newest that does.
  private func resync(_ last: Int) {
    let session = subscription.session
    connection?.write(
      ByteBuffer(
        bytes: ServerEvent.own(
          Event(type: "resync", payload: ["newest": .int(last)]), session: session, after: last,
          id: session.map { "\($0)-\(last)" }, ndjson: subscription.ndjson, clock: hub.clock)))
  }

  private func tell(_ event: Event) {
    connection?.write(
      ByteBuffer(
        bytes: ServerEvent.own(
          event, session: subscription.session, ndjson: subscription.ndjson, clock: hub.clock)))
  }

  func fail(_ error: AgentError) {
    place = .over
    connection?.failEvents(error)
  }

  /// The client has gone.
  func detach() {
    place = .over
    if let feed {
      feed.subscribers[ObjectIdentifier(self)] = nil
      hub.left(feed)
    } else {
      hub.leftEarly(self)
    }
    feed = nil
  }

  /// The server ends, or the session is gone: nothing will come any more.
  func bye(_ reason: String = "the server ends") {
    if case .over = place { return }
    let wasWaiting = if case .waiting = place { true } else { false }
    place = .over
    if let feed { feed.subscribers[ObjectIdentifier(self)] = nil }
    if wasWaiting {
      hub.leftEarly(self)
      connection?.failEvents(AgentError(.terminated, reason))
      return
    }
    tell(Event(type: "bye", payload: ["reason": .string(reason)]))
    connection?.endEvents()
  }

  /// Said when nothing else was for a while, so that both sides see a connection that has died.
  func beat() {
    defer { wroteSinceBeat = false }
    guard !wroteSinceBeat, !subscription.ndjson, let connection, connection.isWritable else { return }
    if case .over = place { return }
    connection.write(ByteBuffer(string: ":\n\n"))
    connection.flush()
  }

  // MARK: - Going on

  /// To where the feed's memory goes on behind ``sent``, or to the file.
  private func seek(_ feed: EventFeed) {
    if sent >= feed.keptAfter || endSeen == feed.keptAfter {
      endSeen = nil
      place = .feed(feed.number(after: sent))
    } else if let session = feed.session {
      place = .file(
        LogFollower(path: hub.path(of: session), after: sent, chunk: Self.fileChunk), isBusy: false)
    }
  }

  /// Sends what there is, as long as the client takes it.
  func pump() {
    guard let connection, let feed else { return }
    var wrote = false
    loop: while connection.isWritable {
      switch place {
      case .waiting, .over: break loop
      case .feed(let number):
        if number < feed.first {
          if feed.session != nil {
            seek(feed)
            continue
          }
          // Of all sessions together there is no file to read.
          tell(.notice("events_lost", "\(feed.first - number) events were not taken in time"))
          place = .feed(feed.first)
          continue
        }
        guard number < feed.next, let batch = feed.batch(of: number) else { break loop }
        // The file may have been further than the feed was.
        if feed.session != nil, let sequence = batch.marks[number - batch.first].sequence, sequence <= sent {
          place = .feed(number + 1)
          continue
        }
        let piece = batch.slice(
          from: number - batch.first, ndjson: subscription.ndjson, live: subscription.deltas,
          limit: Self.chunk)
        if let bytes = piece.bytes {
          connection.write(bytes)
          wrote = true
        }
        if let sequence = piece.sequence { sent = max(sent, sequence) }
        place = .feed(number + piece.count)
      case .file(let follower, let isBusy):
        if !isBusy {
          place = .file(follower, isBusy: true)
          hub.read(follower) { [weak self] in self?.take($0) }
        }
        break loop
      }
    }
    if wrote {
      wroteSinceBeat = true
      connection.flush()
    }
  }

  /// A chunk of the file.
  private func take(_ result: Result<[LogRecord], AgentError>) {
    guard case .file(let follower, _) = place, let feed, let connection else { return }
    switch result {
    case .failure(let error):
      tell(.notice(error.code.rawValue, error.description, level: "error"))
      bye("the session cannot be read")
    case .success(let records) where records.isEmpty:
      // The end of the file; the feed may have gone on meanwhile.
      place = .file(follower, isBusy: false)
      let kept = feed.keptAfter
      if sent < kept, endSeen != kept {
        endSeen = kept
      } else {
        endSeen = kept
        seek(feed)
      }
      pump()
    case .success(let records):
      endSeen = nil
      let batch = EventBatch(records, forms: subscription.ndjson ? .lines : .stream)
      if let last = batch.lastSequence { sent = max(sent, last) }
      wroteSinceBeat = true
      // The next chunk when this one has been taken: it is nobody else's.
      connection.write(subscription.ndjson ? batch.lines : batch.stream) { [weak self] in
        guard let self, case .file(let follower, _) = self.place, let feed = self.feed else { return }
        self.place = .file(follower, isBusy: false)
        if self.sent >= feed.keptAfter { self.seek(feed) }
        self.pump()
      }
      connection.flush()
    }
  }
}
