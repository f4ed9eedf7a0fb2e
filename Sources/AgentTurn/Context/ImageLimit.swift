import AgentJSON

/// How many images a request holds: the newest ones. Others stand in the conversation as words. Pure.
struct ImageLimit {
  /// nil for any number; 0 where the model is to see none.
  let count: Int?

  static let note = "[an earlier image, left out]"
  static let noteWithoutVision = "[an image, not shown: vision is off]"

  func apply(to given: [ContextProjection.Turn]) -> [ContextProjection.Turn] {
    guard let count else { return given }
    if given.reduce(0, { $0 + $1.images }) <= count { return given }
    var turns = given
    var kept = 0
    for turn in turns.indices.reversed() where turns[turn].images > 0 {
      for index in turns[turn].items.indices.reversed() where Self.images(in: turns[turn].items[index]) > 0 {
        turns[turn].replace(at: index, with: limited(turns[turn].items[index], &kept, count))
      }
    }
    return turns
  }

  /// The member of an item that holds parts.
  private static func member(_ item: JSON) -> String? {
    item["content"]?.array != nil ? "content" : item["output"]?.array != nil ? "output" : nil
  }

  private static func isImage(_ part: JSON) -> Bool { part["type"]?.string == "input_image" }

  static func images(in item: JSON) -> Int {
    (item["content"]?.array ?? item["output"]?.array)?.count(where: isImage) ?? 0
  }

  private func limited(_ item: JSON, _ kept: inout Int, _ count: Int) -> JSON {
    guard var object = item.object, let member = Self.member(item), var parts = item[member]?.array else {
      return item
    }
    for index in parts.indices.reversed() where Self.isImage(parts[index]) {
      if kept < count {
        kept += 1
      } else {
        parts[index] = InputItem.text(count == 0 ? Self.noteWithoutVision : Self.note)
      }
    }
    object[member] = .array(parts)
    return .object(object)
  }
}
