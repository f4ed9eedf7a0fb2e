import AgentCore
import AgentHTTP
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

/// Servers over HTTP: Tests/Peers/http_server.py, in Python alone but for those of the SDK.
@Suite struct MCPWebTests {
  /// A server that runs, and the URL that it printed.
  final class Server: Sendable {
    let url: String
    private let process: ChildProcess
    let directory = TestDirectory()

    init(_ kind: String, python: String = "/usr/bin/python3") throws {
      process = try ChildProcess.spawn(
        [python, Checkout.path("Tests/Peers/http_server.py"), kind],
        environment: ["PATH": "/usr/bin:/bin"], output: .pipe, error: .null)
      var lines = LineReader()
      var line = try lines.next()
      while line == nil {
        let bytes = try IO.read(process.standardOutput)
        if bytes.isEmpty { throw AgentError(.internalError, "the server did not start") }
        lines.append(bytes)
        line = try lines.next()
      }
      url = String(decoding: line?.bytes ?? [], as: UTF8.self)
    }

    deinit {
      process.signalGroup(SIGKILL)
      _ = process.wait()
      close(process.standardOutput)
    }

    func client(_ headers: JSON = [:], environment: [String: String] = [:]) throws -> MCPClient {
      let server = try MCPServerConfiguration(
        name: "web", ["url": .string(url), "headers": headers, "startup_timeout": 20])
      return MCPClient(
        server,
        MCPEnvironment(
          client: MCPIdentity(name: "test", version: "1"), runtime: directory.runtimeDirectory,
          policy: SandboxPolicy(workspace: directory.work), environment: environment))
    }
  }

  private func deadline() -> Deadline { .after(milliseconds: 20_000) }

  @Test(.enabled(if: Peers.areThere, "bin/setup makes .build/python"), arguments: ["sdk-json", "sdk-sse"])
  func theServersOfTheSDK(_ kind: String) throws {
    let server = try Server(kind, python: Peers.python)
    let client = try server.client()
    defer { client.close() }
    let greeting = try client.greet(until: deadline(), Cancellation())
    #expect(greeting.era == "modern" && greeting.tools.map(\.name) == ["web__add"])
    let add = try #require(try client.facts(until: deadline(), Cancellation()).first)
    let result = try client.call(add, ["a": 2, "b": 40], until: deadline(), Cancellation())
    #expect(result["content"]?[0]?["text"] == "42")
    let other = MCPToolFacts(name: "nosuch", description: "", schema: [:])
    #expect(try client.call(other, [:], until: deadline(), Cancellation())["isError"] == true)
  }

  /// Sessions, answers as streams, a key from the environment, and a session that is forgotten before a call.
  @Test(arguments: ["legacy", "fails-probe", "puzzled"])
  func theOldEra(_ kind: String) throws {
    let server = try Server(kind)
    let client = try server.client(["Authorization": "Bearer ${KEY}"], environment: ["KEY": "sesame"])
    defer { client.close() }
    #expect(try client.greet(until: deadline(), Cancellation()).era == "legacy")
    let who = try #require(try client.facts(until: deadline(), Cancellation()).first)
    let result = try client.call(who, [:], until: deadline(), Cancellation())
    #expect(result["content"]?[0]?["text"] == "s1")
  }

  @Test func whatIsRefusedAndWhatIsNoAnswer() throws {
    let server = try Server("broken")
    let refused = #expect(throws: AgentError.self) {
      _ = try server.client().greet(until: deadline(), Cancellation())
    }
    #expect(refused?.code == .auth && refused?.status == 401)
    let client = try server.client(["Authorization": "Bearer sesame"])
    let broken = #expect(throws: AgentError.self) { _ = try client.greet(until: deadline(), Cancellation()) }
    #expect(broken?.code == .protocolError)
    #expect(broken?.description.contains("sesame") == false)
  }

  @Test func headersStayOffThePlainNetwork() throws {
    let url = try HTTPURL("http://example.com/mcp")
    let client = HTTPClient(environment: [:])
    let error = #expect(throws: AgentError.self) {
      _ = try MCPWeb(url: url, headers: ["A": "b"], client: client)
    }
    #expect(error?.code == .auth)
    _ = try MCPWeb(url: url, headers: [:], client: client)
    _ = try MCPWeb(url: HTTPURL("http://127.0.0.1:1/"), headers: ["A": "b"], client: client)
  }
}
