public import AgentCore
import AgentSystem

/// Where the system keeps its time zones.
public struct ZoneDirectory: Sendable {
  public let path: String
  /// The link that says which zone the system is in.
  private let local: String

  public init(environment: [String: String] = [:], local: String = "/etc/localtime") {
    let given = environment["TZDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    path = given ?? "/usr/share/zoneinfo"
    self.local = local
  }

  /// The zone of a name such as `Europe/Paris`.
  /// - Throws: 64 where there is none.
  public func zone(_ name: String) throws(AgentError) -> ZoneRules {
    if ["UTC", "Z", "utc"].contains(name) { return .utc }
    guard Self.isName(name), let bytes = try? Files.read(Path.join(path, name), limit: 1 << 20),
      let zone = ZoneRules(name: name, tzif: bytes)
    else {
      throw AgentError(
        .usage, "unknown time zone '\(Terminal.sanitized(String(name.prefix(80))))'",
        hint: Files.isDirectory(path) ? "as in Europe/Paris" : "install tzdata")
    }
    return zone
  }

  /// The zone that the system is set to, whatever TZ says to the process; UTC where that is not told.
  public func systemZone() -> ZoneRules {
    let marker = "/zoneinfo/"
    guard let target = try? Path.resolved(local),
      let range = target.utf8.indices.first(where: { target.utf8[$0...].starts(with: marker.utf8) })
    else { return .utc }
    let name = String(Substring(target.utf8[range...].dropFirst(marker.utf8.count)))
    return ["Etc/UTC", "UTC", "Etc/UCT"].contains(name) ? .utc : (try? zone(name)) ?? .utc
  }

  /// Letters, digits, `_`, `+`, `-`, and slashes between parts that are not empty.
  static func isName(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if name.utf8.count > 80 || ["right", "posix"].contains(where: { parts.first!.elementsEqual($0.utf8) }) {
      return false
    }
    return parts.allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            || [UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte)
        }
    }
  }
}
