import CXML2
import Glibc

/// An element of a parsed tree. It is valid as long as who owns the tree keeps it.
struct XMLElement {
  let node: xmlNodePtr

  init(_ node: xmlNodePtr) { self.node = node }

  /// The name without its prefix.
  var name: String {
    String(cString: UnsafeRawPointer(node.pointee.name).assumingMemoryBound(to: CChar.self))
  }

  /// The value of the attribute of that local name, whatever its namespace.
  subscript(name: String) -> String? {
    var attribute = node.pointee.properties
    while let current = attribute {
      if let key = current.pointee.name, Self.isEqual(key, name) { return Self.value(of: current) }
      attribute = current.pointee.next
    }
    return nil
  }

  /// The child elements, in order.
  var children: ChildSequence { ChildSequence(first: node.pointee.children) }

  func child(_ name: String) -> XMLElement? {
    for child in children where Self.isEqual(child.node.pointee.name, name) { return child }
    return nil
  }

  /// All the text below.
  var text: String {
    // Gathered by hand, since what xmlNodeGetContent returns must be freed through a global variable.
    var text = ""
    var cursor = node.pointee.children
    while let current = cursor {
      if current.pointee.type == XML_ELEMENT_NODE {
        text += XMLElement(current).text
      } else if let content = current.pointee.content {
        text += String(cString: UnsafeRawPointer(content).assumingMemoryBound(to: CChar.self))
      }
      cursor = current.pointee.next
    }
    return text
  }

  private static func isEqual(_ text: UnsafePointer<xmlChar>, _ name: String) -> Bool {
    strcmp(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self), name) == 0
  }

  private static func value(of attribute: xmlAttrPtr) -> String {
    guard let child = attribute.pointee.children, let content = child.pointee.content else { return "" }
    return String(cString: UnsafeRawPointer(content).assumingMemoryBound(to: CChar.self))
  }

  struct ChildSequence: Sequence, IteratorProtocol {
    private var cursor: xmlNodePtr?

    init(first: xmlNodePtr?) { cursor = first }

    mutating func next() -> XMLElement? {
      while let current = cursor {
        cursor = current.pointee.next
        if current.pointee.type == XML_ELEMENT_NODE { return XMLElement(current) }
      }
      return nil
    }
  }
}
