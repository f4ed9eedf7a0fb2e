public import AgentCore
import AgentSystem

/// An absolute `http` or `https` URL, in the strict form to which a key may be sent.
///
/// Two readers that understand one URL differently can be made to send a key to the wrong host, so what
/// could be read in two ways is refused here: user information, backslashes, spaces, control characters,
/// an empty host or an odd port.
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// In lower case; an IPv6 address without its brackets.
  public let host: String
  /// The port that is meant, 80 or 443 where none is written.
  public let port: Int
  /// Path and query, beginning with `/`; empty when the URL ends with its host.
  public let target: String

  /// - Throws: `usage` when it is not such a URL.
  public init(_ text: String) throws(AgentError) {
    func refuse(_ reason: String) -> AgentError {
      AgentError(.usage, reason, object: Self.shown(text), hint: "as in https://host:port/v1")
    }
    guard let scheme = ["https", "http"].first(where: { text.lowercased().hasPrefix("\($0)://") }) else {
      throw refuse("not an http or https URL")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }) else {
      throw refuse("a URL has only visible ASCII characters and no backslash")
    }
    let rest = text.dropFirst(scheme.count + 3)
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    let authority = rest[..<end]
    guard !authority.contains("@") else { throw refuse("a URL may not carry a user name or password") }
    guard let (host, port) = Self.split(authority) else { throw refuse("no such host or port") }
    self.scheme = scheme
    self.host = host
    self.port = port ?? (scheme == "https" ? 443 : 80)
    let target = rest[end...].prefix { $0 != "#" }
    self.target = target.isEmpty || target.hasPrefix("/") ? String(target) : "/\(target)"
  }

  private init(scheme: String, host: String, port: Int, target: String) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.target = target
  }

  /// The URL with `path` (which begins with `/`) put behind this one's; a query goes.
  public func appending(_ path: String) -> HTTPURL {
    var base = target.prefix { $0 != "?" }
    while base.hasSuffix("/") { base.removeLast() }
    return HTTPURL(scheme: scheme, host: host, port: port, target: base + path)
  }

  /// `https://host`, with the port where it is not the scheme's own: what errors name, since a path or a
  /// query may hold a secret.
  public var origin: String {
    let shown = host.contains(":") ? "[\(host)]" : host
    return port == (scheme == "https" ? 443 : 80) ? "\(scheme)://\(shown)" : "\(scheme)://\(shown):\(port)"
  }

  public var description: String { origin + target }

  /// Whether it can only lead to this machine: `localhost`, 127.0.0.0/8 or ::1.
  public var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts[0] == 127 && !parts.contains(nil)
  }

  /// Host and port of an authority without user information.
  private static func split(_ authority: Substring) -> (String, Int?)? {
    var host = authority
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<close]
      let tail = authority[authority.index(after: close)...]
      guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
      port = tail.isEmpty ? nil : tail.dropFirst()
      guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
        return nil
      }
    } else {
      if let colon = authority.firstIndex(of: ":") {
        host = authority[..<colon]
        port = authority[authority.index(after: colon)...]
      }
      guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) }) else {
        return nil
      }
    }
    guard let port else { return (host.lowercased(), nil) }
    guard let number = UInt16(port), number > 0 else { return nil }
    return (host.lowercased(), Int(number))
  }

  /// What of a refused text may be shown: nothing behind its first `@`'s left side or `?`.
  private static func shown(_ text: String) -> String {
    let head = text.cut(byte: "?")?.before ?? text[...]
    return head.contains(bytes: "@") ? "…@" + (head.split(byte: "@").last ?? "") : String(head.prefix(200))
  }
}
