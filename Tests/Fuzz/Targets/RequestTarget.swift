@testable import AgentServe
import AgentCore
import AgentSystem

extension FuzzTarget {
  /// What the server itself reads of a request: the target, where it came from, and where a stream goes on. What is
  /// taken has no way out of its place, and no other host's name is ever ours.
  static let request = FuzzTarget("request") { input in
    let text = String(decoding: input, as: UTF8.self)
    if let target = try? RequestTarget(text) {
      for segment in target.path {
        require(segment != "." && segment != ".." && !segment.utf8.contains(0), "a segment is a name")
      }
      for pair in target.query { require(!(pair.name + pair.value).utf8.contains(0), "no value has a NUL") }
      require(target.query.count <= 64, "parameters are bounded")
    }
    let gate = Gate(door: .loopback(port: 8765), origins: [], token: nil)
    if gate.isOurs(text) {
      let ours = ["localhost:8765", "127.0.0.1:8765", "[::1]:8765"]
      require(
        ours.contains { $0.utf8.elementsEqual(input.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }) },
        "a host is ours by its bytes")
    }
    if let id = EventID(text) {
      let written = "\(id.session ?? "runtime")-\(id.sequence)"
      require(EventID(written) == id, "an id reads back")
      require(id.session.map(SessionID.isValid) ?? true, "a session is one by its form")
    }
    if let shown = Gate.bearer(text) {
      require(text.utf8.count == shown.count + 7, "a token is what stands behind")
    }
  }
}
