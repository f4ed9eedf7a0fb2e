public import AgentCore
import AgentSystem
import Glibc

/// Finds the blobs that nothing refers to any more, and takes them away.
///
/// A blob is on disk before the line that names it, so only those that have been there for a day are looked at; one
/// that is stored again becomes new. What looks like a reference counts as one, also in a damaged line, and blobs
/// that are referred to may refer to others.
public struct BlobSweep {
  private let store: SessionStore
  private let folder: String
  private let oldest: Timestamp

  /// Milliseconds.
  private static let grace = 86_400_000

  public struct Blob: Sendable, Equatable {
    public let name: String
    public let bytes: Int
  }

  public init(_ store: SessionStore) {
    self.store = store
    folder = store.runtime.folder(.blobs)
    oldest = store.clock.now() + -Self.grace
  }

  /// What can go, in the order of names.
  /// - Parameter without: sessions whose logs count as gone.
  public func unreferenced(without ids: Set<String> = []) throws(AgentError) -> [Blob] {
    if !Files.exists(folder) { return [] }
    var candidates: [Blob] = []
    for name in try system({ () throws(SystemError) in try Files.list(folder) }) {
      if let blob = try old(name) { candidates.append(blob) }
    }
    if candidates.isEmpty { return [] }
    let referenced = try references(without: ids)
    return candidates.filter { !referenced.contains($0.name) }
  }

  /// - Returns: what was removed; not what was stored again meanwhile.
  public func remove(_ blobs: [Blob]) throws(AgentError) -> [Blob] {
    var removed: [Blob] = []
    for blob in blobs {
      let path = "\(folder)/\(blob.name)"
      let lock = try system { () throws(SystemError) in try FileLock.acquire(store.blobs.lockPath) }
      defer { withExtendedLifetime(lock) {} }
      if try old(blob.name) == nil { continue }
      try system { () throws(SystemError) in try Files.remove(path) }
      removed.append(blob)
    }
    return removed
  }

  /// The blob of that name, or what a killed process has left of one, if it is a day old.
  private func old(_ name: String) throws(AgentError) -> Blob? {
    let isLeft = name.contains(bytes: Files.temporaryMark)
    guard isLeft || Self.isDigest(name.utf8) else { return nil }
    let found = try system { () throws(SystemError) in
      try Files.status("\(folder)/\(name)", followLinks: false)
    }
    guard let found, found.st_mode & S_IFMT == S_IFREG, Timestamp(fileTime: found.st_mtim) < oldest else {
      return nil
    }
    return Blob(name: name, bytes: Int(found.st_size))
  }

  private static func isDigest(_ name: some Collection<UInt8>) -> Bool {
    name.count == 64 && name.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private func references(without ids: Set<String>) throws(AgentError) -> Set<String> {
    var found: Set<String> = []
    let runtime = store.runtime
    var seen: Set<String> = []
    // Again while there are new ones: a fork refers to what the session does that it was made from, which may have
    // gone before it was looked at.
    while true {
      let names = try names(runtime.folder(.sessions)).filter { seen.insert($0).inserted }
      if names.isEmpty { break }
      for name in names where !ids.contains(String(decoding: name.utf8.prefix(Self.idLength), as: UTF8.self))
      {
        try scan("\(runtime.folder(.sessions))/\(name)", into: &found)
      }
    }
    for name in try names(runtime.folder(.logs)) where name.hasSuffix(bytes: ".ndjson") {
      try scan("\(runtime.folder(.logs))/\(name)", into: &found)
    }
    var waiting = found
    while let digest = waiting.popFirst() {
      var nested: Set<String> = []
      try scan("\(folder)/\(digest)", into: &nested)
      waiting.formUnion(nested.subtracting(found))
      found.formUnion(nested)
    }
    return found
  }

  private func names(_ folder: String) throws(AgentError) -> [String] {
    if !Files.exists(folder) { return [] }
    return try system { () throws(SystemError) in try Files.list(folder) }
  }

  private static let idLength = 25
  private static let chunk = 1 << 20
  private static let mark = Array("\"blob\":\"".utf8)
  private static let digestLength = 64

  /// Looks through a file of any size. One that has gone meanwhile has no references; one that cannot be read may
  /// have any, so that nothing is removed then.
  private func scan(_ path: String, into found: inout Set<String>) throws(AgentError) {
    do throws(SystemError) {
      let file = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK)
      if try LogFile.status(file.raw, path: path).st_mode & S_IFMT != S_IFREG { return }
      var bytes: [UInt8] = []
      while true {
        let more = try IO.read(file.raw, upTo: Self.chunk, of: path)
        if more.isEmpty { return }
        bytes += more
        Self.references(in: bytes) { found.insert($0) }
        // A reference may stand across the end.
        bytes.removeFirst(max(0, bytes.count - Self.mark.count - Self.digestLength))
      }
    } catch {
      if error.number == ENOENT { return }
      throw AgentError(error)
    }
  }

  /// Calls `body` with every digest that follows `"blob":"`.
  static func references(in bytes: [UInt8], _ body: (String) -> Void) {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var index = 0
      let last = bytes.count - mark.count - digestLength
      while index <= last, let place = memchr(base + index, Int32(mark[0]), last - index + 1) {
        index = UnsafeRawPointer(place) - base
        if memcmp(place, mark, mark.count) == 0 {
          let digest = bytes[(index + mark.count)..<(index + mark.count + digestLength)]
          if isDigest(digest) { body(String(decoding: digest, as: UTF8.self)) }
        }
        index += 1
      }
    }
  }
}
