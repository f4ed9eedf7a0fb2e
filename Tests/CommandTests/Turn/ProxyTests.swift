import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Requests through a proxy that the environment names. A name that no resolver knows shows that they took
/// that way.
struct TurnProxyTests {
  private func run(_ bench: TurnBench, _ url: String, _ proxy: [String: String], _ options: String...) throws
    -> BuiltCommand.Result
  {
    let environment = proxy.merging(["AGENT_API_KEY": TurnBench.canary]) { $1 }
    return try bench.command(environment).run(
      ["--base-url", url, "--provider", "responses", "-m", "scripted", "-j", "--retries", "0"] + options + [
        "go"
      ])
  }

  @Test(arguments: ["http_proxy", "all_proxy"])
  func aPlainRequestGoesThroughIt(_ name: String) throws {
    let bench = try TurnBench()
    let result = try run(bench, "http://model.invalid/v1", [name: bench.server.origin])
    try bench.expectSoundEnd(result, status: 0)
    let request = try #require(bench.server.requests.first)
    #expect(request.path == "http://model.invalid/v1/responses")
    #expect(request.headers["authorization"] == "Bearer \(TurnBench.canary)")
    #expect(request.headers["proxy-authorization"] == nil)
  }

  @Test func whatIsOnThisMachineNeedsNone() throws {
    let bench = try TurnBench()
    let nobody = try ScriptedModelServer([])
    let result = try run(
      bench, bench.server.baseURL, ["http_proxy": nobody.origin, "all_proxy": nobody.origin])
    try bench.expectSoundEnd(result, status: 0)
    #expect(nobody.requests.isEmpty)
  }

  @Test func exceptionsAreKept() throws {
    let bench = try TurnBench()
    let result = try run(
      bench, "http://model.invalid/v1", ["http_proxy": bench.server.origin, "no_proxy": "model.invalid"])
    try bench.expectSoundEnd(result, status: 75, code: "network")
    #expect(bench.server.requests.isEmpty)
  }

  /// What goes through a tunnel is not for the proxy to see.
  @Test(arguments: [403, 407, 502])
  func aTunnelThatIsRefusedIsTemporary(_ status: Int) throws {
    let bench = try TurnBench(then: .status(status, body: "no"))
    let result = try run(bench, "https://model.invalid/v1", ["https_proxy": bench.server.origin])
    try bench.expectSoundEnd(result, status: 75, code: "network")
    let request = try #require(bench.server.requests.first)
    #expect(request.method == "CONNECT" && request.path == "model.invalid:443")
    #expect(request.headers["authorization"] == nil)
    #expect(request.body.isEmpty)
  }

  @Test func aProxyThatIsNotThereIsTemporary() throws {
    let bench = try TurnBench()
    let gone = try ScriptedModelServer([])
    gone.close()
    let result = try run(bench, "http://model.invalid/v1", ["http_proxy": gone.origin])
    try bench.expectSoundEnd(result, status: 75, code: "network")
  }

  /// The password of a proxy is shown as little as a key.
  @Test func aProxysPasswordIsShownNowhere() throws {
    let bench = try TurnBench(then: .status(407, body: "who are you?"))
    let proxy = "http://user:\(TurnBench.canary)@127.0.0.1:\(bench.server.port)"
    let result = try run(bench, "http://model.invalid/v1", ["http_proxy": proxy], "-v")
    #expect(result.status != 0)
    #expect(!result.output.contains(TurnBench.canary) && !result.errors.contains(TurnBench.canary))
    #expect(bench.server.requests.first?.headers["proxy-authorization"]?.hasPrefix("Basic ") == true)
    try bench.expectSoundSession()
  }

  /// Through a tunnel to a server with a certificate of the test's own, which answers with no model's words.
  @Test(.enabled(if: ChildProcess.find("openssl", path: nil) != nil))
  func aTunnelLeadsToTheServer() throws {
    let bench = try TurnBench()
    let (key, certificate) = (bench.directory.path("key.pem"), bench.directory.path("cert.pem"))
    let made = try ChildProcess.spawn(
      [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
        "/CN=model.invalid",
        "-addext", "subjectAltName=DNS:model.invalid", "-keyout", key, "-out", certificate,
      ], environment: [:], output: .null, error: .null)
    #expect(made.wait() == .code(0))
    let server = try ChildProcess.spawn(
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate, "-www"],
      environment: [:], output: .pipe, error: .null)
    defer {
      server.signal(SIGKILL)
      _ = server.wait()
      close(server.standardOutput)
    }
    var lines = ""
    while !lines.contains("ACCEPT 127.0.0.1:") || !lines.hasSuffix("\n") {
      let chunk = try IO.read(server.standardOutput)
      if chunk.isEmpty { break }
      lines += String(decoding: chunk, as: UTF8.self)
    }
    let line = lines.split(separator: "\n").first { $0.hasPrefix("ACCEPT 127.0.0.1:") }
    let port = try #require(line.flatMap { Int($0.dropFirst("ACCEPT 127.0.0.1:".count)) })
    let proxy = try TunnelProxy(to: port)
    let url = "https://model.invalid/v1"
    let trusted = ["https_proxy": proxy.origin, "SSL_CERT_FILE": certificate]
    // This server answers no POST, but its certificate was taken and the time runs out behind that.
    let reached = try run(bench, url, trusted, "--max-time", "3s")
    #expect(reached.status == 3 && !reached.output.contains("certificate"), "\(reached.output)")
    #expect(proxy.asked == ["CONNECT model.invalid:443 HTTP/1.1"])
    let untrusted = try run(bench, url, ["https_proxy": proxy.origin])
    #expect(untrusted.status == 75 && untrusted.output.contains("certificate"))
  }
}
