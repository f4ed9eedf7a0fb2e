public import AgentJSON
import AgentSystem
import Glibc

/// Long strings, kept by content under `blobs/` so that no line of a log or stream passes 1 MiB.
///
/// A field that was too long reads `{"blob":SHA256,"bytes":N,"head":"first 4 KiB"}`; with `"json":true` the
/// blob is the JSON text of a whole member. A blob is on disk before the line that names it.
public struct BlobStore: Sendable {
  public let runtime: RuntimeDirectory

  /// Bytes of text that stay in the line for people and searches.
  static let headLength = 4096

  public init(_ runtime: RuntimeDirectory) { self.runtime = runtime }

  public func path(_ digest: String) -> String { "\(runtime.folder(.blobs))/\(digest)" }

  /// Shared by those who store, held alone by who takes blobs away.
  public var lockPath: String { "\(runtime.folder(.locks))/blobs.lock" }

  /// Stores the bytes, synced, and returns their SHA-256 in hexadecimal. Storing twice is harmless: a sound
  /// blob stays and becomes new again, so that clean-up by age spares it; a damaged one is replaced.
  public func put(_ bytes: [UInt8]) throws(AgentError) -> String {
    let digest = SHA256.hexDigest(bytes)
    let path = path(digest)
    try runtime.prepare(.blobs, .locks)
    do {
      // Nobody takes away for its age what is made new here.
      let lock = try FileLock.acquire(lockPath, shared: true)
      defer { withExtendedLifetime(lock) {} }
      if let present = try Files.readIfPresent(path), present == bytes {
        try Files.touch(path)
        return digest
      }
      try Files.replace(path, with: bytes)
    } catch {
      throw AgentError(wrapping: error)
    }
    return digest
  }

  /// The bytes of a blob; 66 when there is none, 65 when its contents are not what its name says.
  public func get(_ digest: String) throws(AgentError) -> [UInt8] {
    let valid =
      digest.utf8.count == 64
      && digest.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard valid else {
      throw AgentError(.badData, "not a SHA-256 in lower-case hexadecimal", object: digest)
    }
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path(digest))
    } catch {
      if error.number == ENOENT { throw AgentError(.inputMissing, "no such blob", object: digest) }
      throw AgentError(error)
    }
    if SHA256.hexDigest(bytes) != digest {
      throw AgentError(.badData, "the blob's contents are damaged", object: digest)
    }
    return bytes
  }

  // MARK: - Fitting lines

  /// `payload` with its longest strings replaced by blobs until it takes at most `limit` bytes as JSON; when
  /// no string is left that is worth it, its largest members go the same way, whole.
  public func fitting(_ payload: JSONObject, limit: Int) throws(AgentError) -> JSONObject {
    var value = JSON.object(payload)
    var size = value.byteCount
    if size <= limit { return payload }
    for (path, text) in Self.strings(in: value, longerThan: 2 * Self.headLength) where size > limit {
      let replacement = try reference(Array(text.utf8), isJSON: false)
      size += replacement.byteCount - JSON.string(text).byteCount
      value = Self.replacing(value, at: path[...], with: replacement)
    }
    if size <= limit { return value.object ?? payload }
    let members = (value.object ?? payload).members.map(\.value.bytes).enumerated()
    for (index, bytes) in members.sorted(by: { $0.element.count > $1.element.count }) where size > limit {
      let replacement = try reference(bytes, isJSON: true)
      let saved = bytes.count - replacement.bytes.count
      if saved <= 0 { break }
      size -= saved
      value = Self.replacing(value, at: [index], with: replacement)
    }
    return value.object ?? payload
  }

  /// `value` with every blob reference replaced by what it stands for. A blob that cannot be read leaves
  /// the reference as it is.
  public func resolving(_ value: JSON) -> JSON {
    guard Self.mayRefer(value) else { return value }
    switch value {
    case .array(let elements): return .array(elements.map(resolving))
    case .object(let object):
      if let digest = Self.reference(object), let bytes = try? get(digest) {
        if object["json"] == .bool(true) { return (try? JSON(parsing: bytes)).map(resolving) ?? value }
        return .string(String(decoding: bytes, as: UTF8.self))
      }
      return .object(JSONObject(object.members.map { .init(key: $0.key, value: resolving($0.value)) }))
    default: return value
    }
  }

  /// The blobs that a value names: every object with the members `blob` and `bytes`.
  public static func digests(in value: JSON) -> [String] {
    var found: [String] = []
    func visit(_ value: JSON) {
      if let digest = value["blob"]?.string, value["bytes"]?.int != nil { found.append(digest) }
      for element in value.array ?? [] { visit(element) }
      for member in value.object ?? [:] { visit(member.value) }
    }
    visit(value)
    return found
  }

  /// Whether a blob stands for the value: of what type that is, is known only where it is a string.
  public static func stands(for value: JSON, of type: String) -> Bool {
    guard let object = value.object, reference(object) != nil else { return false }
    return (object["json"] == .bool(true)) != (type == "string")
  }

  /// Whether the value is or holds a reference: most do not, and need not be made anew.
  private static func mayRefer(_ value: JSON) -> Bool {
    switch value {
    case .array(let elements): elements.contains(where: mayRefer)
    case .object(let object):
      reference(object) != nil || object.members.contains { mayRefer($0.value) }
    default: false
    }
  }

  /// The digest, if the object is a reference.
  private static func reference(_ object: JSONObject) -> String? {
    guard let digest = object["blob"]?.string, object["bytes"]?.int != nil, object["head"] != nil else {
      return nil
    }
    return digest
  }

  private func reference(_ bytes: [UInt8], isJSON: Bool) throws(AgentError) -> JSON {
    let digest = try put(bytes)
    var object: JSONObject = [
      "blob": .string(digest), "bytes": .int(bytes.count), "head": .string(Self.head(of: bytes)),
    ]
    if isJSON { object.append("json", true) }
    return .object(object)
  }

  /// The first 4 KiB, cut at a character.
  static func head(of bytes: [UInt8]) -> String {
    var end = min(headLength, bytes.count)
    while end > 0, end < bytes.count, bytes[end] & 0xc0 == 0x80 { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  /// The strings above a length, longest first, each with the places of the members and elements that lead
  /// to it.
  private static func strings(in value: JSON, longerThan limit: Int) -> [(path: [Int], text: String)] {
    var found: [(path: [Int], text: String)] = []
    func visit(_ value: JSON, _ path: [Int]) {
      switch value {
      case .string(let text): if text.utf8.count > limit { found.append((path, text)) }
      case .array(let elements):
        for (index, element) in elements.enumerated() { visit(element, path + [index]) }
      case .object(let object):
        for (index, member) in object.members.enumerated() { visit(member.value, path + [index]) }
      default: break
      }
    }
    visit(value, [])
    return found.sorted { $0.text.utf8.count > $1.text.utf8.count }
  }

  private static func replacing(_ value: JSON, at path: ArraySlice<Int>, with replacement: JSON) -> JSON {
    guard let index = path.first else { return replacement }
    switch value {
    case .object(let object):
      var members = object.members
      members[index].value = replacing(members[index].value, at: path.dropFirst(), with: replacement)
      return .object(JSONObject(members))
    case .array(var elements):
      elements[index] = replacing(elements[index], at: path.dropFirst(), with: replacement)
      return .array(elements)
    default: return value
    }
  }
}
