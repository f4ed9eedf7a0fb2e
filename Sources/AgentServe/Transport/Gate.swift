package import AgentCore
import AgentSystem

/// What a request must show before anything is done with it: that it was meant for us, that no foreign web page
/// has made it, and over TCP the token.
///
/// A page can have a browser send requests to loopback, and by rebinding its name to 127.0.0.1 read the answers;
/// it cannot choose `Host` then, nor leave out `Origin`.
package struct Gate: Sendable {
  /// How the client has come.
  package enum Door: Sendable, Equatable {
    /// Only our own user's processes get here.
    case unixSocket
    case loopback(port: Int)
  }

  package let door: Door
  /// Origins that may ask, as `https://example.com`; empty as a rule.
  package let origins: [String]
  /// nil where none is asked for.
  package let token: [UInt8]?

  package init(door: Door, origins: [String], token: [UInt8]?) {
    (self.door, self.origins, self.token) = (door, origins, token)
  }

  /// - Parameter isOpen: the route needs no token.
  package func check(_ headers: [(name: String, value: String)], needsToken: Bool) throws(AgentError) {
    let hosts = headers.filter { $0.name == "host" }
    guard hosts.count == 1 else {
      throw AgentError(
        .badRequest, hosts.isEmpty ? "is missing" : "stands twice", object: "Host", status: 400)
    }
    guard isOurs(hosts[0].value) else {
      throw AgentError(.sandbox, "is not this server", object: "Host")
    }
    for header in headers where header.name == "origin" {
      guard origins.contains(where: { $0.utf8.elementsEqual(header.value.utf8) }) else {
        throw AgentError(
          .sandbox, "may not ask", object: "Origin", hint: "agent-serve --allow-origin")
      }
    }
    for header in headers where header.name == "sec-fetch-site" {
      guard ["same-origin", "none"].contains(header.value) || !origins.isEmpty else {
        throw AgentError(.sandbox, "another site's page may not ask", object: "Sec-Fetch-Site")
      }
    }
    guard needsToken, let token else { return }
    let given = headers.filter { $0.name == "authorization" }
    guard given.count == 1, let shown = Self.bearer(given[0].value), Self.isSame(shown, token) else {
      throw AgentError(
        .auth, given.isEmpty ? "the token is missing" : "the token is wrong", hint: "agent-serve token",
        status: 401)
    }
  }

  /// On loopback exactly our names with our port. Behind a UNIX socket no browser can get; there any name goes
  /// that is none of the DNS.
  func isOurs(_ host: String) -> Bool {
    let bytes = Array(host.utf8)
    var name = bytes[...]
    var port: ArraySlice<UInt8>?
    if bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")) {
      name = bytes[...end]
      let rest = bytes[(end + 1)...]
      if !rest.isEmpty {
        guard rest.first == UInt8(ascii: ":") else { return false }
        port = rest.dropFirst()
      }
    } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      name = bytes[..<colon]
      port = bytes[(colon + 1)...]
    }
    if let port, port.isEmpty || port.count > 5 || !port.allSatisfy({ (0x30...0x39).contains($0) }) {
      return false
    }
    let lowered = name.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    let isLoopback = ["localhost", "127.0.0.1", "[::1]"].contains { $0.utf8.elementsEqual(lowered) }
    switch door {
    case .loopback(let expected):
      guard isLoopback else { return false }
      guard let port else { return expected == 80 }
      return port.elementsEqual("\(expected)".utf8)
    case .unixSocket:
      return isLoopback
        || !lowered.isEmpty && lowered.count < 64
          && lowered.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
          }
    }
  }

  /// What stands behind `Bearer `.
  static func bearer(_ value: String) -> [UInt8]? {
    let bytes = Array(value.utf8)
    let scheme = bytes.prefix(7).map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    guard scheme.elementsEqual("bearer ".utf8) else { return nil }
    return Array(bytes.dropFirst(7))
  }

  /// Takes the same time wherever they differ.
  static func isSame(_ given: [UInt8], _ token: [UInt8]) -> Bool {
    guard given.count == token.count else { return false }
    return zip(given, token).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
