/// Draws a folder as a tree, from its entries in walking order.
struct TreeDrawing {
  private struct Line {
    let depth: Int
    let name: String
  }

  private var lines: [Line] = []

  /// - Parameter path: below the root, with a slash at the end for a folder.
  mutating func add(_ path: String) {
    let parts = path.split(separator: "/")
    guard let name = parts.last else { return }
    lines.append(Line(depth: parts.count - 1, name: String(name) + (path.hasSuffix("/") ? "/" : "")))
  }

  /// The drawing under the name of its root.
  func text(root: String) -> String {
    // From below, one sees whether a line has a later sibling.
    var hasLaterSibling: [Bool] = []
    var drawn: [String] = []
    for line in lines.reversed() {
      if hasLaterSibling.count > line.depth + 1 {
        hasLaterSibling.removeLast(hasLaterSibling.count - line.depth - 1)
      }
      while hasLaterSibling.count <= line.depth { hasLaterSibling.append(false) }
      let stems = hasLaterSibling[..<line.depth].map { $0 ? "│   " : "    " }.joined()
      drawn.append(stems + (hasLaterSibling[line.depth] ? "├── " : "└── ") + line.name)
      hasLaterSibling[line.depth] = true
    }
    return ([root.hasSuffix("/") ? root : root + "/"] + drawn.reversed()).joined(separator: "\n") + "\n"
  }
}
