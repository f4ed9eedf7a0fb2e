import AgentCore

/// The slots of all documents, 500 in a row of one page, with a checksum.
final class SlotTable {
  private let database: Database
  private let table: String
  private let sealsKeys: Bool
  private var changed: [Int: [UInt64]] = [:]

  static let chunk = 500

  init(_ database: Database, table: String, sealsKeys: Bool) {
    self.database = database
    self.table = table
    self.sealsKeys = sealsKeys
  }

  subscript(document: Int) -> Slot {
    get throws {
      let chunk = try load(document / Self.chunk)
      return Slot(packed: chunk[document % Self.chunk])
    }
  }

  /// Kept in memory until ``store()``.
  func set(_ document: Int, _ slot: Slot) throws {
    let number = document / Self.chunk
    if changed[number] == nil { changed[number] = try load(number) }
    changed[number]?[document % Self.chunk] = slot.packed
  }

  private func load(_ number: Int) throws -> [UInt64] {
    if let known = changed[number] { return known }
    let statement = try database.query("SELECT data FROM \(table) WHERE chunk = ?1", .int(number))
    defer { statement.reset() }
    var slots = [UInt64](repeating: Slot.absent.packed, count: Self.chunk)
    if try statement.step(), !statement.withBlob(0, { decode($0, number, into: &slots, at: 0) }) {
      throw database.damaged("the checksum of slots \(number) does not match")
    }
    return slots
  }

  func store() throws {
    for (number, slots) in changed.sorted(by: { $0.key < $1.key }) {
      var data: [UInt8] = []
      data.reserveCapacity(slots.count * 8 + 4)
      slots.withUnsafeBytes { data.append(contentsOf: $0) }
      Checksum.seal(&data, key: key(number))
      try database.run(
        "INSERT OR REPLACE INTO \(table)(chunk, data) VALUES (?1, ?2)", .int(number), .blob(data))
    }
    changed.removeAll(keepingCapacity: true)
  }

  /// Drops what was not stored.
  func forget() { changed.removeAll() }

  /// All slots; the index is the document's number.
  func all() throws -> [UInt64] {
    let last = try database.int("SELECT max(chunk) FROM \(table)") ?? -1
    var slots = [UInt64](repeating: Slot.absent.packed, count: (last + 1) * Self.chunk)
    let statement = try database.query("SELECT chunk, data FROM \(table)")
    while try statement.step() {
      let number = statement.int(0)
      guard (0...last).contains(number),
        statement.withBlob(1, { decode($0, number, into: &slots, at: number * Self.chunk) })
      else {
        statement.reset()
        throw database.damaged("the checksum of slots \(number) does not match")
      }
    }
    return slots
  }

  private func key(_ number: Int) -> UInt32 { sealsKeys ? Checksum.of(number) : 0 }

  private func decode(
    _ stored: UnsafeRawBufferPointer, _ number: Int, into slots: inout [UInt64], at start: Int
  ) -> Bool {
    guard let data = Checksum.open(stored, key: key(number)), data.count == Self.chunk * 8 else {
      return false
    }
    slots.withUnsafeMutableBytes { target in
      UnsafeMutableRawBufferPointer(rebasing: target[start * 8..<start * 8 + data.count]).copyMemory(
        from: data)
    }
    return true
  }
}
