import AgentSystem
import Glibc

/// How the bytes of an answer go out: all at once, in drips, not to the end, or not at all.
struct ScriptedDelivery: Sendable {
  struct Cut: Sendable {
    var offset: Int
    /// A torn connection (RST) instead of an orderly end (FIN).
    var isReset: Bool
  }

  var cut: Cut?
  var drip: Int?
  var delay = 0
  /// Body bytes after which it falls silent; -1: before the head.
  var stall: Int?
  var isUntilClose = false

  /// What is told while bytes go out.
  enum Progress: Sendable {
    case sent(Int)
    /// The client has not taken a byte for a while: its window is full.
    case blocked
  }

  /// Sends head and body.
  /// - Returns: whether the connection may serve another request.
  func send(_ answer: ScriptedReply.Rendered, on fd: Int32, _ progress: (Progress) -> Void) -> Bool {
    if delay > 0, IO.poll(fd, for: POLLIN, timeout: Int32(delay)) != 0 { return false }
    if stall == -1 { return waitForEnd(fd) }
    let keep = min(cut?.offset ?? Int.max, stall ?? Int.max)
    let isChunked = !isUntilClose
    var head = "HTTP/1.1 \(answer.status) Scripted\r\n"
    for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    head += isChunked ? "transfer-encoding: chunked\r\n\r\n" : "connection: close\r\n\r\n"
    guard write(Array(head.utf8), fd, progress) else { return false }
    var left = keep
    for piece in answer.body where left > 0 && !piece.isEmpty {
      let part = piece.prefix(left)
      left -= part.count
      let size = isChunked ? Array("\(String(part.count, radix: 16))\r\n".utf8) : []
      let isShort = part.count < piece.count
      let end: [UInt8] = isChunked && !isShort ? [13, 10] : []
      guard write(size + part + end, fd, progress) else { return false }
    }
    if stall != nil { return waitForEnd(fd) }
    if let cut {
      if cut.isReset { setLinger(fd) }
      return false
    }
    return isChunked && write(Array("0\r\n\r\n".utf8), fd, progress)
  }

  /// Sends bytes as they stand.
  func sendRaw(_ bytes: [UInt8], on fd: Int32, _ progress: (Progress) -> Void) {
    if delay > 0, IO.poll(fd, for: POLLIN, timeout: Int32(delay)) != 0 { return }
    let kept = Array(bytes.prefix(min(cut?.offset ?? Int.max, stall ?? Int.max)))
    guard write(kept, fd, progress) else { return }
    if stall != nil { _ = waitForEnd(fd) }
    if cut?.isReset == true { setLinger(fd) }
  }

  private func write(_ bytes: [UInt8], _ fd: Int32, _ progress: (Progress) -> Void) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(drip ?? rest.count)
      let count = part.withUnsafeBytes {
        Glibc.send(fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
        progress(.sent(count))
      } else if errno == EAGAIN {
        if IO.poll(fd, for: POLLOUT, timeout: 200) == 0 { progress(.blocked) }
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Waits until the client goes away or the server is closed.
  private func waitForEnd(_ fd: Int32) -> Bool {
    while let bytes = try? IO.read(fd), !bytes.isEmpty {}
    return false
  }

  private func setLinger(_ fd: Int32) {
    var value = linger(l_onoff: 1, l_linger: 0)
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
  }
}
