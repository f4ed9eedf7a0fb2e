package import AgentCore
import AgentSystem
import Glibc

/// The token that clients over TCP show: 256 random bits in a file that only its owner may read.
package struct TokenFile: Sendable {
  package let path: String

  /// - Parameter path: nil for `serve.token` in the runtime directory.
  package init(_ path: String?, runtime: RuntimeDirectory) { self.path = path ?? runtime.file("serve.token") }

  /// What the file says; it is made where there is none.
  package func read() throws(AgentError) -> String {
    if let token = try present() { return token }
    do throws(SystemError) {
      try Files.create(path, with: Array("\(RandomBytes.hex(32))\n".utf8))
    } catch {
      // Another process may have made it meanwhile.
      if error.number != EEXIST { throw AgentError(error) }
    }
    guard let token = try present() else { throw AgentError(.io, "has gone", object: path) }
    return token
  }

  private func present() throws(AgentError) -> String? {
    let bytes: [UInt8]
    do throws(SystemError) {
      guard let status = try Files.status(path) else { return nil }
      if status.st_uid != geteuid() || status.st_mode & 0o077 != 0 {
        throw SystemError("open", path, number: EACCES)
      }
      bytes = try Files.read(path, limit: 1 << 12)
    } catch {
      if error.number == EACCES {
        throw AgentError(.auth, "others may read it", object: path, hint: "chmod 600 \(path.quotedForShell)")
      }
      throw AgentError(error)
    }
    let token = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).first ?? ""
    guard token.utf8.count >= 32, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw AgentError(
        .auth, "holds no token of 32 characters or more", object: path, hint: "rm \(path.quotedForShell)")
    }
    return String(token)
  }
}
