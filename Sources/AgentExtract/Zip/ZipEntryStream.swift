import AgentCore
import CZlib
import Glibc

/// What inflating may still cost for one container, shared by all its entries.
final class InflationAccount {
  private let limits: Limits
  private let budget: Budget
  private var stored = 0
  private var inflated = 0

  init(_ budget: Budget) {
    limits = budget.limits
    self.budget = budget
  }

  func count(stored more: Int, inflated extra: Int) throws(AgentError) {
    stored += more
    inflated += extra
    try budget.check()
    if inflated > limits.inflatedBytes {
      throw AgentError(.tooLarge, "a zip bomb? It inflates to more than \(limits.inflatedBytes) bytes")
    }
    if inflated > limits.ratioFloor, inflated > limits.inflationRatio * stored {
      throw AgentError(.tooLarge, "a zip bomb? It inflates more than \(limits.inflationRatio) to 1")
    }
  }
}

/// The bytes of one zip entry, inflated (RFC 1951) piece by piece.
final class ZipEntryStream {
  private let file: RandomAccessFile
  private let name: String
  private var offset: Int
  private var left: Int
  private let isDeflated: Bool
  private let account: InflationAccount
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8] = []
  private var consumed = 0
  private var isDone = false

  init(_ file: RandomAccessFile, start: Int, entry: ZipArchive.Entry, account: InflationAccount) {
    self.file = file
    name = entry.name
    offset = start
    left = entry.storedSize
    isDeflated = entry.method == 8
    self.account = account
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    if isDeflated {
      // -15: raw deflate data with the largest window.
      inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }
  }

  deinit {
    if isDeflated { inflateEnd(stream) }
    stream.deallocate()
  }

  /// The next bytes, empty at the end.
  func next() throws(AgentError) -> [UInt8] {
    while !isDone {
      if consumed == input.count, left > 0 { try fill() }
      let (output, taken) = isDeflated ? try inflateSome() : storedSome()
      try account.count(stored: taken, inflated: output.count)
      if !output.isEmpty { return output }
    }
    return []
  }

  private func fill() throws(AgentError) {
    let count = min(left, 1 << 16)
    input = try file.bytes(at: offset, count: count)
    consumed = 0
    offset += count
    left -= count
  }

  private func storedSome() -> (output: [UInt8], taken: Int) {
    let output = Array(input[consumed...])
    consumed = input.count
    if output.isEmpty { isDone = true }
    return (output, output.count)
  }

  private func inflateSome() throws(AgentError) -> (output: [UInt8], taken: Int) {
    var status = Z_OK
    var taken = 0
    let available = input.count - consumed
    let output = [UInt8](unsafeUninitializedCapacity: 1 << 16) { space, initialized in
      input.withUnsafeMutableBufferPointer { bytes in
        stream.pointee.next_in = bytes.baseAddress.map { $0 + consumed }
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = space.baseAddress
        stream.pointee.avail_out = UInt32(space.count)
        status = inflate(stream, Z_NO_FLUSH)
        taken = available - Int(stream.pointee.avail_in)
        initialized = space.count - Int(stream.pointee.avail_out)
      }
    }
    consumed += taken
    switch status {
    case Z_STREAM_END: isDone = true
    case Z_OK: break
    case Z_BUF_ERROR where output.isEmpty && taken == 0:
      throw ZipArchive.damaged("'\(name)' is cut off")
    case Z_BUF_ERROR: break
    default: throw ZipArchive.damaged("'\(name)' does not inflate")
    }
    return (output, taken)
  }
}
