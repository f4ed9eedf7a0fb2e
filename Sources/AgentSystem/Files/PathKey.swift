/// A path as a key. Two names that differ only in how Unicode spells them (`é` as one scalar or as two) are equal
/// strings to Swift and two files to the kernel; here they are two.
public struct PathKey: Hashable, Comparable, Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  public static func == (left: PathKey, right: PathKey) -> Bool {
    left.path.utf8.elementsEqual(right.path.utf8)
  }

  public static func < (left: PathKey, right: PathKey) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var path = path
    path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
