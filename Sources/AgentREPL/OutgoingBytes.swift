/// What waits for a process that takes its input when it likes: whole records, in their order, up to a limit. A
/// record of which a part has been taken stays before all others. Pure.
public struct OutgoingBytes: Sendable {
  private var records: [[UInt8]] = []
  /// Bytes of the first record that have been taken.
  private var taken = 0
  /// Bytes that wait.
  public private(set) var count = 0
  private let limit: Int

  public init(limit: Int) { self.limit = limit }

  public var isEmpty: Bool { records.isEmpty }

  /// - Returns: whether there is room for it; else nothing is added.
  public mutating func append(_ record: [UInt8]) -> Bool {
    guard !record.isEmpty, record.count <= limit - count else { return record.isEmpty }
    records.append(record)
    count += record.count
    return true
  }

  /// What is sent next.
  public var next: ArraySlice<UInt8> { records.first.map { $0[taken...] } ?? [] }

  /// So many bytes of ``next`` have been taken.
  public mutating func take(_ bytes: Int) {
    count -= bytes
    taken += bytes
    if let first = records.first, taken == first.count {
      records.removeFirst()
      taken = 0
    }
  }

  /// Nobody takes anything any more.
  public mutating func drop() {
    records = []
    taken = 0
    count = 0
  }
}
