import CAgentSystem
public import Glibc

/// What tells one state of a file from another without reading it.
public struct FileStamp: Sendable, Hashable {
  public let device: UInt
  public let inode: UInt
  /// Bytes.
  public let size: Int
  /// Nanoseconds since the epoch.
  public let modified: Int64
  public let changed: Int64
  /// Permission bits.
  public let mode: UInt32

  public init(_ status: stat) {
    var status = status
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    modified = csystem_modified_ns(&status)
    changed = csystem_changed_ns(&status)
    mode = status.st_mode & 0o7777
  }
}

/// Which directory or file it is, whatever it is called.
struct FileIdentity: Hashable {
  let device: UInt
  let inode: UInt

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }

  init?(_ descriptor: Int32) {
    var status = stat()
    if fstat(descriptor, &status) != 0 { return nil }
    self.init(status)
  }

  /// What a name in an open directory leads to, links followed.
  init?(_ name: String, in directory: Int32) {
    var status = stat()
    if fstatat(directory, name, &status, 0) != 0 { return nil }
    self.init(status)
  }
}
