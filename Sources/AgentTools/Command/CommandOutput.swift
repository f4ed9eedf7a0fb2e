import AgentSystem
import Glibc

/// What a command prints, as far as it is kept: its beginning and its end, and the whole in a file once that
/// is more. Memory is bounded, however much comes.
final class CommandOutput: Sendable {
  /// What is left of the output when the command has ended.
  struct Kept: Equatable {
    var text: String
    /// Bytes between the beginning and the end that are not in the text.
    var dropped: Int
    /// The file that has all of it, or its first ``CommandOutput/fileLimit`` bytes.
    var file: String?
  }

  /// No output is kept beyond this, in bytes: who floods must not fill the disk.
  static let fileLimit = 64 << 20

  private struct State {
    var head: [UInt8] = []
    /// The newest bytes behind the head, and twice as many at most.
    var tail: [UInt8] = []
    var total = 0
    /// Bytes behind the last whole character.
    var undecoded: [UInt8] = []
    var file: Int32 = -1
    var written = 0
  }

  private let headLimit: Int
  private let tailLimit: Int
  private let path: String
  private let state = Monitor(State())
  private let onText: @Sendable (_ text: String, _ offset: Int) -> Void

  /// - Parameters:
  ///   - limit: bytes that are kept in memory, two thirds of them of the beginning.
  ///   - path: where the whole is put when it is more; its folder is made where it is not there.
  ///   - onText: gets the beginning of what comes as it comes, in whole characters, with its place in the
  ///     output in bytes. Whoever looks on is not flooded either.
  init(limit: Int, path: String, onText: @escaping @Sendable (_ text: String, _ offset: Int) -> Void) {
    headLimit = limit * 2 / 3
    tailLimit = limit - limit * 2 / 3
    self.path = path
    self.onText = onText
  }

  deinit { state.withLock { if $0.file >= 0 { close($0.file) } } }

  func append(_ bytes: [UInt8]) {
    let (text, offset) = state.withLock { state in
      let offset = state.total - state.undecoded.count
      state.total += bytes.count
      let room = min(bytes.count, headLimit - state.head.count)
      if state.file < 0, state.total > headLimit + tailLimit { openFile(&state) }
      if state.file >= 0 { write(bytes[...], &state) }
      state.head += bytes.prefix(room)
      state.tail += bytes.dropFirst(room).suffix(tailLimit)
      if state.tail.count > 2 * tailLimit { state.tail.removeFirst(state.tail.count - tailLimit) }
      // What nobody is told need not be made text, which for gigabytes is most of the work.
      return (offset < headLimit ? Self.decode(bytes, &state) : "", offset)
    }
    if !text.isEmpty { onText(text, offset) }
  }

  /// The output is over.
  func finish() -> Kept {
    state.withLock { state in
      if state.total <= headLimit + tailLimit {
        return Kept(text: String(decoding: state.head + state.tail, as: UTF8.self), dropped: 0)
      }
      // The rest of the last line is of more use than the middle of one.
      let headCount = Self.fitting(state.head[...], headLimit)
      let head = state.head.prefix(OutputBound.cut(state.head, near: headCount, backwards: true))
      let newest = state.tail.suffix(tailLimit)
      let kept = Array(newest.suffix(Self.fitting(newest, tailLimit)))
      let tail = kept.dropFirst(OutputBound.cut(kept, near: 0, backwards: false))
      let dropped = state.total - head.count - tail.count
      let hasFile = state.file >= 0
      let separator = head.last == 0x0a || head.isEmpty ? "" : "\n"
      return Kept(
        text: String(decoding: head, as: UTF8.self) + "\(separator)[… \(dropped) bytes left out …]\n"
          + String(decoding: tail, as: UTF8.self),
        dropped: dropped, file: hasFile ? path : nil)
    }
  }

  /// How many of the bytes make no more than `limit` bytes of text: what is not UTF-8 takes three bytes for one.
  private static func fitting(_ bytes: ArraySlice<UInt8>, _ limit: Int) -> Int {
    let size = String(decoding: bytes, as: UTF8.self).utf8.count
    return size <= limit ? bytes.count : bytes.count * limit / size * 9 / 10
  }

  /// Begins the file with what has come so far; all of that is still in memory.
  private func openFile(_ state: inout State) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    state.file = Glibc.open(path.system, flags, 0o600 as mode_t)
    if state.file < 0, errno == ENOENT, (try? Files.makeDirectory(Path.parent(path))) != nil {
      state.file = Glibc.open(path.system, flags, 0o600 as mode_t)
    }
    if state.file >= 0 {
      write(state.head[...], &state)
      write(state.tail[...], &state)
    }
  }

  /// A file that cannot be written is done without: the command's work matters more than its words.
  private func write(_ bytes: ArraySlice<UInt8>, _ state: inout State) {
    let some = bytes.prefix(Self.fileLimit - state.written)
    guard !some.isEmpty else { return }
    do {
      try IO.writeAll(state.file, Array(some), to: path)
      state.written += some.count
    } catch {
      close(state.file)
      unlink(path.system)
      state.file = -1
      state.written = Self.fileLimit
    }
  }

  /// The whole characters among what has come; the rest waits for more.
  private static func decode(_ bytes: [UInt8], _ state: inout State) -> String {
    let all = state.undecoded + bytes
    var end = all.count
    // At most three bytes of a character can be waiting for its last.
    for back in 1...3 where back <= all.count {
      let byte = all[all.count - back]
      if byte & 0xc0 == 0x80 { continue }
      let width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      if width > back { end = all.count - back }
      break
    }
    state.undecoded = Array(all[end...])
    return String(decoding: all[..<end], as: UTF8.self)
  }
}
