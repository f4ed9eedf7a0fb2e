import AgentSession
import AgentStore

/// A session as the index knows it: a row of `session`.
struct IndexedSession: Equatable {
  /// The group of its passages.
  let number: Int
  let id: String
  /// How far its log is in the index.
  var mark: LogMark
  var title: String?
  /// The document that the title is, where there is one.
  var titleDocument: Int?

  var data: [UInt8] {
    var fields = PackedFields()
    fields.put(number)
    fields.put(id)
    for value in mark.numbers { fields.put(value) }
    fields.put(title)
    fields.put(titleDocument ?? -1)
    return fields.sealed
  }
}

extension IndexedSession {
  /// nil where the row is damaged.
  init?(number: Int, id: String, data: UnsafeRawBufferPointer) {
    guard var fields = PackedReader(data), fields.int() == number, fields.string() == id,
      let mark = LogMark(reading: { fields.int() }), let title = fields.string(), let document = fields.int()
    else { return nil }
    self.init(
      number: number, id: id, mark: mark, title: title, titleDocument: document < 0 ? nil : document)
  }
}
