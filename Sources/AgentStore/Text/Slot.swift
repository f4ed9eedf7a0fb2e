/// What ranking must know of each document without looking at its row: eight bytes.
public struct Slot: Sendable, Equatable {
  /// The length in terms, in steps: see ``LengthCode``.
  public var length: UInt8
  public var flags: Flags
  /// Who said it; 0 for nobody in particular.
  public var actor: UInt16
  /// The part of the collection that it belongs to.
  public var group: UInt32

  public struct Flags: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Not to be found.
    public static let hidden = Flags(rawValue: 1)
    /// Goes on where the document with the number before ends.
    public static let continues = Flags(rawValue: 2)
    public static let pinned = Flags(rawValue: 4)
    /// There is no such document.
    public static let absent = Flags(rawValue: 8)
  }

  public init(group: UInt32, actor: UInt16 = 0, flags: Flags = []) {
    length = 0
    self.flags = flags
    self.actor = actor
    self.group = group
  }

  static let absent = Slot(group: 0, flags: [.absent, .hidden])

  var packed: UInt64 {
    UInt64(length) | UInt64(flags.rawValue) << 8 | UInt64(actor) << 16 | UInt64(group) << 32
  }

  init(packed: UInt64) {
    length = UInt8(truncatingIfNeeded: packed)
    flags = Flags(rawValue: UInt8(truncatingIfNeeded: packed >> 8))
    actor = UInt16(truncatingIfNeeded: packed >> 16)
    group = UInt32(truncatingIfNeeded: packed >> 32)
  }
}

/// Lengths in one byte: exact to 40, then in steps of 3.5 %.
enum LengthCode {
  static let lengths: [Float] = {
    var lengths = (0...40).map { Float($0) }
    while lengths.count < 256 { lengths.append(lengths[lengths.count - 1] * 1.035) }
    return lengths
  }()

  static func code(_ length: Int) -> UInt8 {
    if length <= 40 { return UInt8(max(length, 0)) }
    let wanted = Float(length)
    return UInt8(lengths.firstIndex { $0 >= wanted } ?? 255)
  }
}

extension Slot {
  /// Whether a packed slot is that of a document that is not to be found.
  public static func isHidden(_ packed: UInt64) -> Bool { packed >> 8 & UInt64(Flags.hidden.rawValue) != 0 }
}
