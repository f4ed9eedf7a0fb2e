import AgentSession

/// Where the passages of documents with numbers in a row stand: a row of `run`. All are of one session.
struct PassageRun: Equatable {
  /// The number of the first document.
  let first: Int
  /// The number of the session.
  let session: Int
  private(set) var places: [PassagePlace] = []

  init(first: Int, session: Int) {
    self.first = first
    self.session = session
  }

  /// The number that follows its last document.
  var end: Int { first + places.count }

  mutating func append(_ place: PassagePlace) { places.append(place) }

  var data: [UInt8] {
    var fields = PackedFields()
    fields.put(first)
    fields.put(session)
    fields.put(places.count)
    var (offset, time) = (0, 0)
    for place in places {
      fields.put(place.offset - offset)
      fields.put(place.passage)
      fields.put(place.part)
      fields.put(place.role.number)
      fields.put(place.turn ?? -1)
      fields.put(place.time - time)
      (offset, time) = (place.offset, place.time)
    }
    return fields.sealed
  }

  /// nil where the row is damaged.
  init?(first: Int, session: Int, data: UnsafeRawBufferPointer) {
    guard var fields = PackedReader(data), fields.int() == first, fields.int() == session,
      let count = fields.int(), count >= 0
    else { return nil }
    self.init(first: first, session: session)
    var (offset, time) = (0, 0)
    for _ in 0..<count {
      guard let distance = fields.int(), let passage = fields.int(), let part = fields.int(),
        let role = fields.int().flatMap(Passage.Role.init(number:)), let turn = fields.int(),
        let span = fields.int()
      else { return nil }
      offset += distance
      time += span
      places.append(
        PassagePlace(
          offset: offset, passage: passage, part: part, role: role, turn: turn < 0 ? nil : turn, time: time))
    }
  }
}

/// Where a document of the index stands in its session's log.
struct PassagePlace: Equatable {
  /// The byte at which the record begins.
  let offset: Int
  /// Which of the record's passages it is, and which part of that.
  let passage: Int
  let part: Int
  let role: Passage.Role
  let turn: Int?
  /// Milliseconds since 1970.
  let time: Int
}

extension Passage.Role {
  /// From 1, as slots and rows have it; 0 is nobody.
  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  init?(number: Int) {
    guard Self.allCases.indices.contains(number - 1) else { return nil }
    self = Self.allCases[number - 1]
  }
}
