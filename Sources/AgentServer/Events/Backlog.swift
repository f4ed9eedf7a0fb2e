import AgentSession

/// What a reader of all sessions has not taken in time: for each session from where on its log has to be read.
///
/// It is as large as the number of sessions in which something has happened meanwhile, however much that was. Logs
/// are read one at a time. Used on the event loop.
struct Backlog {
  /// How far one log is to be read.
  private struct Place {
    /// The last event that the reader has.
    var after: Int
    /// The last event that the feed has told of.
    var noted: Int
    /// Up to where the end of the file was found once.
    var endSeen = 0
    /// Of the runtime log the previous file is read before the current one.
    var isInPrevious = true
    var hasLookedAgain = false
  }

  enum Admission: Equatable {
    case whole
    /// The file has become the previous one meanwhile, which has to be read first.
    case again
    /// So many events are in no file any more.
    case lost(Int)
  }

  /// The sessions in the order in which they are read; the first is being read. Empty for the runtime log.
  private var queue: [String] = []
  private var places: [String: Place] = [:]
  /// The last event that was read of a log, where it is not known that the feed has come as far.
  private(set) var ahead: [String: Int]

  init(ahead: [String: Int] = [:]) { self.ahead = ahead }

  /// The feed has an event that the reader does not take from it.
  mutating func note(_ session: String, _ sequence: Int) {
    if let read = ahead[session] {
      if sequence >= read { ahead[session] = nil }
      if sequence <= read { return }
    }
    if places[session] == nil {
      places[session] = Place(after: sequence - 1, noted: sequence)
      queue.append(session)
    } else {
      places[session]?.noted = sequence
    }
  }

  /// What is to be read next; nil when the reader has all that the feed has told of.
  func next(in hub: EventHub, chunk: Int) -> LogFollower? {
    guard let session = queue.first, let place = places[session] else { return nil }
    let path = session.isEmpty && place.isInPrevious ? hub.previousRuntimeLog : hub.path(of: session)
    return LogFollower(path: path, after: place.after, chunk: chunk)
  }

  /// Events have been read of the first log.
  mutating func admit(first: Int, last: Int) -> Admission {
    guard let session = queue.first, var place = places[session] else { return .whole }
    var admission = Admission.whole
    if session.isEmpty, !place.isInPrevious, first > place.after + 1 {
      if !place.hasLookedAgain {
        places[session]?.hasLookedAgain = true
        places[session]?.isInPrevious = true
        return .again
      }
      admission = .lost(first - place.after - 1)
    }
    place.after = last
    places[session] = place
    return admission
  }

  /// The end of the first log has been found, behind event number `sequence`.
  mutating func end(at sequence: Int) {
    guard let session = queue.first, var place = places[session] else { return }
    place.after = max(place.after, sequence)
    if session.isEmpty, place.isInPrevious {
      place.isInPrevious = false
      places[session] = place
      return
    }
    queue.removeFirst()
    if place.noted > place.after, place.endSeen < place.noted {
      // More has come while it was read.
      place.endSeen = place.noted
      place.isInPrevious = true
      place.hasLookedAgain = false
      places[session] = place
      queue.append(session)
      return
    }
    places[session] = nil
    if place.after > place.noted { ahead[session] = place.after }
  }

  /// The first log cannot be read.
  mutating func giveUp() {
    guard !queue.isEmpty else { return }
    places[queue.removeFirst()] = nil
  }
}
