import AgentCore
import AgentSystem
import Glibc

/// The bytes of one input: a regular file, or a stream that is read once.
final class Source {
  /// How much of the beginning is kept for telling the type.
  static let headLength = 1 << 16

  /// The path as it was given; `-` for standard input.
  let name: String
  /// Bytes, where they are known before reading.
  let size: Int?
  private(set) var head: [UInt8] = []
  private let fd: Int32
  private let isSeekable: Bool
  private let limits: Limits
  private let cancellation: Cancellation
  private var deliveredHead = false
  private var delivered = 0
  private var spooled: SpoolFile?
  private var hash: SHA256?

  /// Takes over `fd`, which the source closes.
  init(
    name: String, owning fd: Int32, limits: Limits, hashing: Bool, cancellation: Cancellation = Cancellation()
  ) throws(AgentError) {
    self.name = name
    self.fd = fd
    self.limits = limits
    self.cancellation = cancellation
    var status = stat()
    isSeekable = fstat(fd, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && lseek(fd, 0, SEEK_CUR) == 0
    size = isSeekable ? Int(status.st_size) : nil
    hash = hashing ? SHA256() : nil
    if let size, size > limits.inputBytes { throw tooLarge }
    while head.count < Self.headLength {
      let chunk = try read(upTo: Self.headLength - head.count)
      if chunk.isEmpty { break }
      head.append(contentsOf: chunk)
    }
  }

  deinit { close(fd) }

  private var tooLarge: AgentError {
    AgentError(.tooLarge, "larger than \(limits.inputBytes) bytes", hint: "--max-bytes takes more")
  }

  /// Waits for bytes, of a stream no longer than until the cancellation.
  private func read(upTo count: Int) throws(AgentError) -> [UInt8] {
    while !isSeekable, IO.poll(fd, for: POLLIN, timeout: 50) == 0 {
      if let reason = cancellation.reason { throw AgentError(reason) }
    }
    do { return try IO.read(fd, upTo: count, of: name) } catch { throw AgentError(error) }
  }

  /// The next bytes, empty at the end.
  func next(upTo count: Int = 1 << 17) throws(AgentError) -> [UInt8] {
    var chunk: [UInt8]
    if deliveredHead {
      chunk = try read(upTo: count)
    } else {
      deliveredHead = true
      chunk = head
    }
    delivered += chunk.count
    if delivered > limits.inputBytes { throw tooLarge }
    hash?.update(chunk)
    return chunk
  }

  /// Everything that has not been read yet.
  func rest(_ budget: Budget) throws(AgentError) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let chunk = try next()
      if chunk.isEmpty { return all }
      all.append(contentsOf: chunk)
      try budget.check()
    }
  }

  /// A descriptor of a regular file with all the bytes, for random access: the input itself, or a copy of a
  /// stream in a file without a name.
  func file(_ budget: Budget) throws(AgentError) -> (fd: Int32, size: Int) {
    if let size { return (fd, size) }
    if let spooled { return (spooled.fd, spooled.size) }
    let spool = try SpoolFile()
    while true {
      let chunk = try next()
      if chunk.isEmpty { break }
      try spool.append(chunk)
      try budget.check()
    }
    spooled = spool
    return (spool.fd, spool.size)
  }

  /// SHA-256 of all the bytes; what no reader has taken is read for it.
  func digest(_ budget: Budget) throws(AgentError) -> String? {
    guard hash != nil else { return nil }
    // A reader with random access has moved the offset of the file.
    if isSeekable, lseek(fd, off_t(deliveredHead ? delivered : head.count), SEEK_SET) < 0 { return nil }
    while !(try next().isEmpty) { try budget.check() }
    guard var whole = hash else { return nil }
    return Hex.encode(whole.finish())
  }
}

/// A temporary file without a name: nobody else can open it, and it ends with the process.
final class SpoolFile {
  let fd: Int32
  private(set) var size = 0

  init() throws(AgentError) {
    var path = Array("/tmp/agent-extract-XXXXXX".utf8CString)
    fd = mkstemp(&path)
    if fd < 0 {
      throw AgentError(
        .io, "cannot make a temporary file: \(SystemError("mkstemp").reason)", exit: .cannotCreate)
    }
    unlink(path)
  }

  deinit { close(fd) }

  func append(_ bytes: [UInt8]) throws(AgentError) {
    do { try IO.writeAll(fd, bytes, to: "temporary file") } catch { throw AgentError(error) }
    size += bytes.count
  }
}
