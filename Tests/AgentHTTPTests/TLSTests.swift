import AgentCore
import AgentHTTP
import AgentSystem
import AgentTesting
import Testing

/// TLS against `openssl s_server` with a certificate of the test's own; left out where there is no openssl.
@Suite(.enabled(if: ChildProcess.find("openssl", path: nil) != nil))
struct TLSTests {
  private let directory = TestDirectory()

  /// Runs a server that answers every GET, and gives `body` its port.
  private func withServer(_ body: (Int) throws -> Void) throws {
    let (key, certificate) = (directory.path("key.pem"), directory.path("cert.pem"))
    let made = try ChildProcess.spawn(
      [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
      ], environment: [:], output: .null, error: .null)
    #expect(made.wait() == .code(0))
    let server = try ChildProcess.spawn(
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate, "-www"],
      environment: [:], output: .pipe, error: .null)
    let output = Descriptor(owning: server.standardOutput)
    defer {
      server.signal(9)
      _ = server.wait()
    }
    var lines = ""
    while !lines.contains("ACCEPT 127.0.0.1:") || !lines.hasSuffix("\n") {
      let chunk = try IO.read(output.raw)
      if chunk.isEmpty { break }
      lines += String(decoding: chunk, as: UTF8.self)
    }
    let line = lines.split(separator: "\n").first { $0.hasPrefix("ACCEPT 127.0.0.1:") }
    try body(try #require(line.flatMap { Int($0.dropFirst("ACCEPT 127.0.0.1:".count)) }))
  }

  private func get(_ client: HTTPClient, _ port: Int) throws -> Int {
    let request = HTTPRequest(.get, try HTTPURL("https://127.0.0.1:\(port)/"))
    let response = try client.start(request, cancellation: Cancellation())
    _ = try response.readAll()
    return response.status
  }

  @Test func aCertificateThatIsNotTrustedIsRefused() throws {
    try withServer { port in
      let error = #expect(throws: AgentError.self) { try get(HTTPClient(environment: [:]), port) }
      #expect(error?.code == .network)
      #expect(error?.message == "the server's certificate is not trusted")
    }
  }

  @Test func aCertificateThatTheUserNamesIsTrusted() throws {
    try withServer { port in
      let file = directory.path("cert.pem")
      for client in [
        HTTPClient(environment: ["SSL_CERT_FILE": file]), HTTPClient(environment: [:], certificates: file),
      ] {
        let status = try get(client, port)
        #expect(status == 200)
      }
    }
  }
}
