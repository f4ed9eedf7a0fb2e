import AgentFiles
import AgentSystem
import Glibc

/// The contents of many files in one that has no name: kept while a turn runs, and gone with its process. Nothing is
/// synced, so that keeping a workspace costs no more than reading it.
///
/// Used by one thread at a time.
final class FilePack {
  struct Key: Hashable {
    let path: PathKey
    let stamp: FileStamp
  }

  /// Bytes at which all is forgotten and kept anew: files that changed again and again fill it.
  private static let sizeLimit = 256 << 20

  private let file: Descriptor
  private var ranges: [Key: Range<Int>] = [:]
  private var end = 0

  /// - Parameter folder: where the file is made.
  init(in folder: String) throws(SystemError) {
    let path = "\(folder)/pack-\(getpid())-\(RandomBytes.hex(8))"
    file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
    unlink(path.system)
  }

  func holds(_ key: Key) -> Bool { ranges[key] != nil }

  /// Makes room where too much has gathered.
  func trim() {
    if end <= Self.sizeLimit { return }
    ranges = [:]
    end = 0
    _ = ftruncate(file.raw, 0)
  }

  /// Copies what is open; of a file that changes meanwhile, whatever comes.
  func add(_ key: Key, from descriptor: Int32) throws(SystemError) {
    let start = end
    if lseek(file.raw, off_t(start), SEEK_SET) < 0 { throw SystemError("lseek", key.path.path) }
    while end - start < key.stamp.size {
      let bytes = try IO.read(
        descriptor, upTo: min(1 << 17, key.stamp.size - (end - start)), of: key.path.path)
      if bytes.isEmpty { break }
      try IO.writeAll(file.raw, bytes, to: key.path.path)
      end += bytes.count
    }
    ranges[key] = start..<end
  }

  /// The contents as they were kept.
  func contents(_ key: Key) throws(SystemError) -> [UInt8]? {
    guard let range = ranges[key] else { return nil }
    if lseek(file.raw, off_t(range.lowerBound), SEEK_SET) < 0 { throw SystemError("lseek", key.path.path) }
    var bytes: [UInt8] = []
    while bytes.count < range.count {
      let more = try IO.read(file.raw, upTo: range.count - bytes.count, of: key.path.path)
      if more.isEmpty { return nil }
      bytes += more
    }
    return bytes
  }
}
