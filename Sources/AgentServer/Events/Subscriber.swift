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
  /// Of all sessions: what has to be read from files, since it was not taken in time.
  private var backlog: Backlog?
  /// Of all sessions: the last events that were read from files and that the feed has yet to give.
  private var ahead: [String: Int] = [:]
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
    // Of a turn that runs, what is live and stands behind the last durable event belongs to what comes.
    let begin = subscription.deltas && feed.session != nil
    place = .feed(begin ? feed.number(after: sent, live: true) : feed.next)
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
      place = .feed(feed.number(after: sent, live: subscription.deltas))
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
          break loop
        }
        guard number < feed.next, let batch = feed.batch(of: number) else { break loop }
        let mark = batch.marks[number - batch.first]
        if !ahead.isEmpty, let read = ahead[mark.session], let sequence = mark.sequence {
          if sequence >= read { ahead[mark.session] = nil }
          if sequence <= read {
            place = .feed(number + 1)
            continue
          }
        }
        // The file may have been further than the feed was.
        if feed.session != nil, mark.sequence != nil ? mark.place <= sent : mark.place < sent {
          place = .feed(number + 1)
          continue
        }
        let piece = batch.slice(
          from: number - batch.first, ndjson: subscription.ndjson, live: subscription.deltas,
          limit: ahead.isEmpty ? Self.chunk : 0)
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
      if backlog != nil {
        // One that cannot be read hides no other.
        tell(.notice("events_lost", error.description))
        backlog?.giveUp()
        readBacklog(feed)
        return pump()
      }
      tell(.notice(error.code.rawValue, error.description, level: "error"))
      bye("the session cannot be read")
    case .success(let records) where records.isEmpty:
      if backlog != nil {
        backlog?.end(at: follower.lastSequence)
        readBacklog(feed)
        return pump()
      }
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
      if let first = records.first(where: { $0.sequence != nil })?.sequence {
        switch backlog?.admit(first: first, last: follower.lastSequence) {
        case .again:
          readBacklog(feed)
          return pump()
        case .lost(let count): tell(.notice("events_lost", "\(count) events of the runtime log are gone"))
        case .whole, nil: break
        }
      }
      let batch = EventBatch(records, forms: subscription.ndjson ? .lines : .stream)
      if let last = batch.lastSequence { sent = max(sent, last) }
      wroteSinceBeat = true
      // The next chunk when this one has been taken: it is nobody else's.
      connection.write(subscription.ndjson ? batch.lines : batch.stream) { [weak self] in
        guard let self, case .file(let follower, _) = self.place, let feed = self.feed else { return }
        self.place = .file(follower, isBusy: false)
        if self.backlog == nil, self.sent >= feed.keptAfter { self.seek(feed) }
        self.pump()
      }
      connection.flush()
    }
  }
}

// MARK: - All sessions

/// Of all sessions together there is no file: who is too slow for the feed's memory remembers from where on each of
/// them has to be read, reads them one after the other, and comes back to the feed.
extension Subscriber {
  /// New events, which one who reads files does not take from memory.
  func note(_ batch: EventBatch) {
    guard backlog != nil else { return }
    for mark in batch.marks {
      if let sequence = mark.sequence { backlog?.note(mark.session, sequence) }
    }
  }

  /// The feed forgets its first events.
  func willDrop(_ batch: EventBatch, of feed: EventFeed) {
    guard case .feed(let number) = place, number < batch.first + batch.count else { return }
    var backlog = Backlog(ahead: ahead)
    ahead = [:]
    for batch in feed.batches {
      for (index, mark) in batch.marks.enumerated() where batch.first + index >= number {
        if let sequence = mark.sequence { backlog.note(mark.session, sequence) }
      }
    }
    self.backlog = backlog
    readBacklog(feed)
  }

  /// To the file that is next, or back to the feed.
  private func readBacklog(_ feed: EventFeed) {
    if let next = backlog?.next(in: hub, chunk: Self.fileChunk) {
      place = .file(next, isBusy: false)
    } else {
      ahead = backlog?.ahead ?? [:]
      backlog = nil
      place = .feed(feed.next)
    }
  }
}
