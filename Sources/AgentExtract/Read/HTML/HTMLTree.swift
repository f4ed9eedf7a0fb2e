/// A page as a tree, in document order: the descendants of a node stand right behind it, so that no walk
/// needs recursion, however deep the page nests.
struct HTMLTree {
  struct Node {
    /// Lower case; empty for text.
    let name: String
    let attributes: HTMLAttributes
    let text: String
    let parent: Int
    /// Behind the last descendant.
    var end: Int
  }

  var nodes: [Node] = []

  var title: String? {
    guard let index = nodes.firstIndex(where: { $0.name == "title" }) else { return nil }
    let text = nodes[index..<nodes[index].end].map(\.text).joined().trimmed
    return text.isEmpty ? nil : text
  }

  /// The children of a node.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child < nodes[index].end {
      children.append(child)
      child = nodes[child].end
    }
    return children
  }
}

final class HTMLTreeBuilder: HTMLEvents {
  private(set) var tree = HTMLTree()
  private var open: [Int] = []

  func open(_ name: String, _ attributes: HTMLAttributes) {
    let index = tree.nodes.count
    tree.nodes.append(
      HTMLTree.Node(name: name, attributes: attributes, text: "", parent: open.last ?? -1, end: index + 1))
    open.append(index)
  }

  func close(_ name: String) {
    if let index = open.popLast() { tree.nodes[index].end = tree.nodes.count }
  }

  func text(_ text: String) {
    let index = tree.nodes.count
    tree.nodes.append(
      HTMLTree.Node(
        name: "", attributes: HTMLAttributes(), text: text, parent: open.last ?? -1, end: index + 1))
  }
}
