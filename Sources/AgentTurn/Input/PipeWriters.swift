import AgentSystem
import Glibc

/// Finds out, through /proc, whether somebody who is not an ancestor of ours holds a pipe open for writing:
/// then it is a pipeline, and its data will come.
enum PipeWriters {
  /// What /proc/PID/stat says of a process.
  struct Process {
    let parent: Int32
    let group: Int32
    let session: Int32

    /// Parses the line; the name in it, in parentheses, may hold anything.
    init?(_ line: String) {
      guard let end = line.lastIndex(of: ")") else { return nil }
      let fields = line[line.index(after: end)...].split(separator: " ")
      guard fields.count > 3, let parent = Int32(fields[1]), let group = Int32(fields[2]),
        let session = Int32(fields[3])
      else { return nil }
      self.parent = parent
      self.group = group
      self.session = session
    }

    init?(pid: Int32) {
      guard let bytes = try? Files.read("/proc/\(pid)/stat", limit: 1 << 16) else { return nil }
      self.init(String(decoding: bytes, as: UTF8.self))
    }
  }

  static func exist(inode: UInt64) -> Bool {
    let ours = getpid()
    let ancestors = ancestors(of: ours)
    let target = "pipe:[\(inode)]"
    for name in (try? Files.list("/proc")) ?? [] {
      guard let pid = Int32(name), pid != ours, !ancestors.contains(pid) else { continue }
      if holdsForWriting(pid, target) { return true }
    }
    return false
  }

  private static func ancestors(of pid: Int32) -> Set<Int32> {
    var found: Set<Int32> = []
    var current = pid
    while let process = Process(pid: current), process.parent > 0, found.insert(process.parent).inserted {
      current = process.parent
    }
    return found
  }

  private static func holdsForWriting(_ pid: Int32, _ target: String) -> Bool {
    let descriptors: [String]
    do {
      descriptors = try Files.list("/proc/\(pid)/fd")
    } catch {
      // Somebody else's process (sudo) of our own pipeline cannot be looked into; it counts.
      guard error.number == EACCES || error.number == EPERM, let process = Process(pid: pid) else {
        return false
      }
      return process.session == getsid(0) || process.group == getpgrp()
    }
    for descriptor in descriptors {
      guard let link = try? StandardInput.linkTarget("/proc/\(pid)/fd/\(descriptor)"), link == target else {
        continue
      }
      if isOpenForWriting(pid, descriptor) { return true }
    }
    return false
  }

  /// `flags:` of /proc/PID/fdinfo/N is octal; its two low bits are the access mode.
  private static func isOpenForWriting(_ pid: Int32, _ descriptor: String) -> Bool {
    guard let bytes = try? Files.read("/proc/\(pid)/fdinfo/\(descriptor)", limit: 1 << 16) else {
      return false
    }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.hasPrefix("flags:") {
      let digits = line.dropFirst(6).drop { $0 == " " || $0 == "\t" }
      return (Int32(digits, radix: 8) ?? 0) & 3 != O_RDONLY
    }
    return false
  }
}
