import AgentCore
public import AgentJSON

/// A file, link or directory that a call has added, changed or removed, as items tell it: codex's `path` and `kind`, and what is needed
/// to take it back.
public struct FileChange: Sendable, Equatable {
  /// The permission bits of a directory that are kept: set-group-ID and sticky among them, which give nobody more.
  public static let directoryBits: UInt32 = 0o3777

  public enum Kind: String, Sendable {
    case add, update, delete
  }

  /// The file before the call.
  public enum Before: Sendable, Equatable {
    case absent
    case link(String)
    /// With its permission bits.
    case directory(UInt32)
    /// Its contents are a blob.
    case saved(blob: String, bytes: Int, mode: UInt32)
    /// There was something that was not kept.
    case unknown
  }

  /// The file after the call.
  public enum After: Sendable, Equatable {
    case absent
    case link(String)
    case directory(UInt32)
    case present(sha256: String, bytes: Int, mode: UInt32)
    case unknown
  }

  /// Absolute.
  public var path: String
  /// The writable directory in which it lies.
  public var root: String
  public var kind: Kind
  public var before: Before
  public var after: After

  public init(path: String, root: String, kind: Kind, before: Before, after: After) {
    self.path = path
    self.root = root
    self.kind = kind
    self.before = before
    self.after = after
  }

  /// `{"path","kind","root","before":{"blob","bytes","mode"}|null,"after":{"sha256","bytes","mode"}|null}`, of links
  /// `{"link"}` and of directories `{"directory":true,"mode"}` instead; what is not known is left out. The name `blob` is what keeps a blob from being taken for one that nobody needs.
  public var json: JSON {
    var object: JSONObject = [
      "path": .string(path), "kind": .string(kind.rawValue), "root": .string(root),
    ]
    switch before {
    case .absent: object.append("before", .null)
    case .link(let target): object.append("before", Self.json(ofLink: target))
    case .directory(let mode): object.append("before", Self.json(ofDirectory: mode))
    case .saved(let blob, let bytes, let mode):
      object.append("before", ["blob": .string(blob), "bytes": .int(bytes), "mode": .int(Int(mode))])
    case .unknown: break
    }
    switch after {
    case .absent: object.append("after", .null)
    case .link(let target): object.append("after", Self.json(ofLink: target))
    case .directory(let mode): object.append("after", Self.json(ofDirectory: mode))
    case .present(let digest, let bytes, let mode):
      object.append("after", ["sha256": .string(digest), "bytes": .int(bytes), "mode": .int(Int(mode))])
    case .unknown: break
    }
    return .object(object)
  }

  /// nil for what is no change of ours: other programs' items have a path and a kind alone, of which nothing can be
  /// taken back.
  public init?(_ json: JSON) {
    guard let path = json["path"]?.string, let root = json["root"]?.string,
      let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:))
    else { return nil }
    self.init(path: path, root: root, kind: kind, before: .unknown, after: .unknown)
    if let value = json["before"] {
      if value.isNull {
        before = .absent
      } else if let target = value["link"]?.string {
        before = .link(target)
      } else if value["directory"]?.bool == true, let mode = Self.mode(value) {
        before = .directory(mode)
      } else if let blob = value["blob"]?.string, let bytes = value["bytes"]?.int, let mode = Self.mode(value)
      {
        before = .saved(blob: blob, bytes: bytes, mode: mode)
      }
    }
    if let value = json["after"] {
      if value.isNull {
        after = .absent
      } else if let target = value["link"]?.string {
        after = .link(target)
      } else if value["directory"]?.bool == true, let mode = Self.mode(value) {
        after = .directory(mode)
      } else if let digest = value["sha256"]?.string, let bytes = value["bytes"]?.int,
        let mode = Self.mode(value)
      {
        after = .present(sha256: digest, bytes: bytes, mode: mode)
      }
    }
  }

  private static func json(ofLink target: String) -> JSON { ["link": .string(target)] }

  private static func json(ofDirectory mode: UInt32) -> JSON {
    ["directory": true, "mode": .int(Int(mode))]
  }

  private static func mode(_ value: JSON) -> UInt32? {
    value["mode"]?.int.flatMap { (0...0o7777).contains($0) ? UInt32($0) : nil }
  }
}
