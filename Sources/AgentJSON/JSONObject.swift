/// The members of a JSON object in the order they were written.
///
/// Look-up is linear: records have few members, and an array of them is smaller and faster to build than
/// a hash table. A name that occurs twice keeps both members in the text and the last one answers
/// look-ups, which is what most readers do (RFC 8259 section 4).
public struct JSONObject: Sendable, Hashable {
  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: JSON

    @inlinable
    public init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  public private(set) var members: [Member]

  public init(_ members: [Member] = []) { self.members = members }

  public var isEmpty: Bool { members.isEmpty }
  public var count: Int { members.count }
  public var keys: [String] { members.map(\.key) }

  /// The place of the last member of that name. Names are compared by their bytes; to Swift's `==`, letters
  /// with a combining mark equal their composed forms.
  private func lastIndex(of key: String) -> Int? {
    // Lengths differ as a rule, and are told at once.
    let length = key.utf8.count
    return members.lastIndex { $0.key.utf8.count == length && $0.key.isSpelled(like: key) }
  }

  /// Reads the last member of that name. Setting replaces it in its place, or appends a new one; setting
  /// nil removes every member of that name.
  public subscript(key: String) -> JSON? {
    get { lastIndex(of: key).map { members[$0].value } }
    set {
      guard let newValue else {
        members.removeAll { $0.key.isSpelled(like: key) }
        return
      }
      if let index = lastIndex(of: key) {
        members[index].value = newValue
      } else {
        members.append(Member(key: key, value: newValue))
      }
    }
  }

  /// Adds a member without looking for one of the same name.
  public mutating func append(_ key: String, _ value: JSON) {
    members.append(Member(key: key, value: value))
  }

  /// Adds a member if there is a value for it: how optional fields are left out.
  public mutating func append(_ key: String, ifPresent value: JSON?) {
    if let value { members.append(Member(key: key, value: value)) }
  }

  /// Adds every member of `other` behind the present ones.
  public mutating func append(contentsOf other: JSONObject) {
    members.append(contentsOf: other.members)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements.map { Member(key: $0.0, value: $0.1) })
  }
}

extension JSONObject: Sequence {
  public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}
