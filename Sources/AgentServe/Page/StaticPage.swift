package import AgentCore
import AgentSystem

/// The page of `--page`, which shows sessions as they run. It is sent to anyone who may speak to the server: it holds
/// nothing, and what it shows it asks for with the token that a person gives it.
package struct StaticPage: Sendable {
  let bytes: [UInt8]
  private let policy: String

  package static let resource = "ServeCommand/Resources/page.html"

  /// - Throws: 78 where the installation lacks the page.
  package init(_ resources: ResourceDirectory) throws(AgentError) {
    let file = try resources.file(Self.resource)
    do throws(SystemError) { bytes = try Files.read(file, limit: 1 << 20) } catch { throw AgentError(error) }
    policy = Self.policy(bytes)
  }

  package var route: Route {
    Route("GET", "/", access: .anyone) { [self] _, _ in .whole(status: 200, headers: headers, body: bytes) }
  }

  var headers: [(name: String, value: String)] {
    [
      ("content-type", "text/html; charset=utf-8"), ("content-security-policy", policy),
      ("referrer-policy", "no-referrer"),
      ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"),
    ]
  }

  /// Nothing is run, styled or fetched but what is in the page itself, by its hash, and the server's own answers.
  static func policy(_ page: [UInt8]) -> String {
    [
      "default-src 'none'", "script-src \(sources("script", page))", "style-src \(sources("style", page))",
      "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
      "require-trusted-types-for 'script'", "trusted-types 'none'",
    ].joined(separator: "; ")
  }

  /// The hashes of the elements of a name, as the policy takes them.
  private static func sources(_ name: String, _ page: [UInt8]) -> String {
    let text = String(decoding: page, as: UTF8.self)
    var hashes: [String] = []
    var rest = text[...]
    while let start = rest.firstRange(bytes: "<\(name)>") {
      rest = rest[start.upperBound...]
      guard let end = rest.firstRange(bytes: "</\(name)>") else { break }
      var hash = SHA256()
      hash.update(Array(rest[..<end.lowerBound].utf8))
      hashes.append("'sha256-\(Base64.encode(hash.finish()))'")
      rest = rest[end.upperBound...]
    }
    return hashes.isEmpty ? "'none'" : hashes.joined(separator: " ")
  }
}
