import AgentFiles
import AgentSystem
import Glibc

/// What a name in a directory is, as far as one can tell without opening it.
enum FoundEntry: Sendable, Equatable {
  case file(FileStamp)
  /// Where it leads.
  case link(String)
  /// With its permission bits.
  case directory(UInt32)
  case other

  /// - Parameter status: of the name itself, no link followed.
  init(_ status: stat, _ name: String, in directory: Int32) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file(FileStamp(status))
    case S_IFDIR: self = .directory(status.st_mode & FileChange.directoryBits)
    case S_IFLNK: self = Self.target(name, directory).map(Self.link) ?? .other
    default: self = .other
    }
  }

  /// nil where there is nothing.
  init?(_ name: String, in directory: Int32) {
    var status = stat()
    if fstatat(directory, name.system, &status, AT_SYMLINK_NOFOLLOW) != 0 { return nil }
    self.init(status, name, in: directory)
  }

  static func == (left: FoundEntry, right: FoundEntry) -> Bool {
    switch (left, right) {
    case (.file(let one), .file(let other)): one == other
    case (.link(let one), .link(let other)): one.utf8.elementsEqual(other.utf8)
    case (.directory(let one), .directory(let other)): one == other
    case (.other, .other): true
    default: false
    }
  }

  private static func target(_ name: String, _ directory: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = buffer.withUnsafeMutableBytes {
      readlinkat(directory, name.system, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count - 1)
    }
    if count < 0 { return nil }
    buffer[count] = 0
    return buffer.withUnsafeBytes { SystemText.string($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
  }
}
