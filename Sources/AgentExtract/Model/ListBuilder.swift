/// Builds nested lists from items that come one by one with their levels, as word processors store them.
struct ListBuilder {
  private struct Level {
    let level: Int
    /// The number of the last item; nil for bullets.
    var number: Int?
    var list: List
  }

  private var stack: [Level] = []

  var isOpen: Bool { !stack.isEmpty }

  /// Adds an item.
  /// - Parameter number: its number; nil for a bullet.
  /// - Returns: a list that is complete because the item begins another one.
  mutating func add(_ blocks: [Block], level: Int, number: Int?, isChecked: Bool? = nil) -> Block? {
    var finished: Block?
    while let top = stack.last, top.level > level, stack.count > 1 { closeTop() }
    if let top = stack.last, top.level >= level, !continues(top, number) {
      if stack.count == 1 {
        finished = .list(top.list)
        stack = []
      } else {
        closeTop()
      }
    }
    let item = List.Item(blocks, isChecked: isChecked)
    if let top = stack.last, top.level >= level {
      stack[stack.count - 1].list.items.append(item)
      stack[stack.count - 1].number = number
    } else {
      stack.append(Level(level: level, number: number, list: List(start: number, items: [item])))
    }
    return finished
  }

  /// Adds a block to the last item.
  mutating func append(_ block: Block) {
    guard var top = stack.last, !top.list.items.isEmpty else { return }
    top.list.items[top.list.items.count - 1].blocks.append(block)
    stack[stack.count - 1] = top
  }

  /// The list, which is complete.
  mutating func finish() -> Block? {
    while stack.count > 1 { closeTop() }
    defer { stack = [] }
    return stack.first.map { .list($0.list) }
  }

  private func continues(_ top: Level, _ number: Int?) -> Bool {
    switch (top.number, number) {
    case (nil, nil): true
    case (let last?, let next?): next == last + 1
    default: false
    }
  }

  /// Puts the innermost list into the last item of the one around it.
  private mutating func closeTop() {
    let inner = stack.removeLast()
    append(.list(inner.list))
  }
}
