import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

/// The client against servers that do not behave: Tests/Peers/fake_server.py.
@Suite struct MCPClientTests {
  /// A server of some behaviour, unconfined, and what it wrote down.
  final class Peer: Sendable {
    let bench = ToolBench()
    let behaviour: String
    private let more: JSONObject

    init(_ behaviour: String, _ more: JSONObject = [:]) {
      self.behaviour = behaviour
      self.more = more
    }

    func server(_ others: JSONObject = [:]) throws -> MCPServerConfiguration {
      var object: JSONObject = [
        "command": "/usr/bin/python3", "sandbox": "off", "startup_timeout": 20,
        "args": [
          .string(Checkout.path("Tests/Peers/fake_server.py")), .string(behaviour),
          .string(bench.directory.path("log")),
        ],
      ]
      for member in more.members + others.members { object[member.key] = member.value }
      return try MCPServerConfiguration(name: "fake", .object(object))
    }

    private var environment: MCPEnvironment {
      MCPEnvironment(
        client: MCPIdentity(name: "test", version: "1"), runtime: bench.directory.runtimeDirectory,
        policy: SandboxPolicy(workspace: bench.directory.work), environment: ["PATH": "/usr/bin:/bin"])
    }

    var client: MCPClient { get throws { MCPClient(try server(), environment) } }

    func toolset(mayStart: Bool = true, _ others: JSONObject = [:]) throws -> MCPToolset {
      MCPToolset(try server(others), environment, mayStart: mayStart, bench.cancellation)
    }

    /// Calls a tool in a turn of its own.
    func call(_ tool: String, _ arguments: JSON = [:], milliseconds: Int = 20_000) throws -> ToolOutput {
      let registry = ToolRegistry(try toolset().tools)
      defer { registry.finish() }
      return try bench.run(try #require(registry["fake__\(tool)"]), arguments, milliseconds: milliseconds)
    }

    var log: [Substring] { ((try? bench.directory.read("log")) ?? "").split(separator: "\n") }
    var starts: Int { log.count { $0.hasPrefix("start") } }

    /// Whether a process of it is alive.
    var isAlive: Bool {
      log.compactMap { $0.hasPrefix("start ") ? $0.dropFirst(6) : nil }.contains {
        Files.exists("/proc/\($0)")
      }
    }
  }

  private func deadline() -> Deadline { .after(milliseconds: 20_000) }

  @Test(arguments: [
    ("modern", "modern", 1), ("junk", "modern", 1), ("legacy", "legacy", 1), ("odd-error", "legacy", 1),
    ("exits-on-probe", "legacy", 2), ("silent-on-probe", "legacy", 1), ("late", "modern", 1),
  ])
  func theEraIsFoundOut(_ behaviour: String, _ era: String, _ starts: Int) throws {
    let peer = Peer(behaviour)
    let client = try peer.client
    let greeting = try client.greet(until: deadline(), Cancellation())
    #expect(greeting.era == era && greeting.server.name == "fake")
    #expect(greeting.tools.map(\.name) == ["fake__echo", "fake__act"])
    #expect(greeting.notices.isEmpty == (behaviour != "junk"))
    #expect(greeting.notices.first?.contains("3 lines") != false)
    client.close()
    #expect(peer.starts == starts && !peer.isAlive && peer.log.last == "end")
    // The next time nothing has to be found out.
    let again = try peer.client
    #expect(try again.greet(until: deadline(), Cancellation()).era == era)
    again.close()
    #expect(peer.starts == starts + 1)
    let probes = behaviour == "late" ? 3 : era == "modern" ? 2 : 1
    #expect(peer.log.count { $0 == "server/discover" } == probes)
  }

  @Test func aCallIsMade() throws {
    let peer = Peer("modern")
    let output = try peer.call("echo", ["text": "grün"])
    #expect(output.succeeded && output.text == "grün")
    #expect(output.itemFields["result"]?["content"]?[0]?["text"] == "grün")
  }

  @Test func noServerIsStartedForAKnownList() throws {
    let peer = Peer("modern")
    #expect(try peer.toolset(mayStart: false).tools.isEmpty && peer.starts == 0)
    ToolRegistry(try peer.toolset().tools).finish()
    #expect(peer.starts == 1)
    let known = try peer.toolset()
    #expect(known.tools.map(\.description.name) == ["fake__echo", "fake__act"] && peer.starts == 1)
    ToolRegistry(known.tools).finish()
    // Other settings, another list.
    #expect(try peer.toolset(mayStart: false, ["tools": ["echo"]]).tools.isEmpty)
  }

  @Test(arguments: [
    ("fails", "it does not work"), ("refuses", "not today (error -32000)"),
    ("dies", "has ended with status 3: ValueError: no luck; the call may have been done"),
    ("huge", "a message of more than 8388608 bytes"), ("asks", "asks for input again and again"),
    ("samples", "asks for 'sampling/createMessage'"),
  ])
  func aCallThatFailsIsToldToTheModel(_ behaviour: String, _ words: String) throws {
    let peer = Peer(behaviour)
    let output = try peer.call("act")
    #expect(!output.succeeded && output.text.contains(words), "\(output.text)")
    #expect(output.itemFields["error"]?["message"]?.string?.contains(words) == true)
    #expect(!peer.isAlive)
  }

  @Test(arguments: [
    ("asks-once", "decline s1"), ("asks-back", "{} -32601"), ("junk", "done"), ("many", "tool_3 {}"),
  ])
  func aCallGoesWell(_ behaviour: String, _ text: String) throws {
    let peer = Peer(behaviour)
    let output = try peer.call(behaviour == "many" ? "tool_3" : "act")
    #expect(output.succeeded && output.text == text, "\(output.text)")
    #expect((output.itemFields["notices"] != nil) == (behaviour == "junk"))
  }

  @Test func aListHasPages() throws {
    let peer = Peer("many")
    let registry = ToolRegistry(try peer.toolset().tools)
    defer { registry.finish() }
    #expect(registry.names.count == 20 && registry.disclosing.names == ["mcp_search", "mcp_call"])
  }

  @Test func picturesAndLinks() throws {
    let output = try Peer("media").call("act")
    #expect(output.images.count == 1 && output.images[0].bytes.starts(with: [0x89, 0x50]))
    #expect(output.text.contains("inside b") && output.text.contains("a.txt"))
    #expect(output.itemFields["result"]?["structured_content"]?["answer"] == 42)
  }

  @Test func aSlowCallIsGivenUpAndTheServerGoesOn() throws {
    let peer = Peer("slow", ["timeout": "400ms"])
    let registry = ToolRegistry(try peer.toolset().tools)
    let output = try peer.bench.run(try #require(registry["fake__act"]), [:])
    #expect(!output.succeeded && output.text.contains("did not answer in time"))
    #expect(peer.isAlive)
    registry.finish()
    #expect(!peer.isAlive)
  }

  @Test func aCancelledCallEndsAtOnce() throws {
    let peer = Peer("slow")
    let registry = ToolRegistry(try peer.toolset().tools)
    peer.bench.cancellation.cancel(.requested("stop"), afterMilliseconds: 200)
    let error = #expect(throws: AgentError.self) {
      try peer.bench.run(try #require(registry["fake__act"]), [:])
    }
    #expect(error?.code == .interrupted)
    registry.finish()
    #expect(!peer.isAlive)
  }

  @Test func aServerThatDiedIsStartedAgain() throws {
    let peer = Peer("dies")
    let registry = ToolRegistry(try peer.toolset().tools)
    defer { registry.finish() }
    let (act, echo) = (try #require(registry["fake__act"]), try #require(registry["fake__echo"]))
    #expect(try !peer.bench.run(act, [:]).succeeded)
    #expect(try peer.bench.run(echo, ["text": "back"]).text == "back")
    #expect(peer.starts == 2)
    for _ in 0..<4 { _ = try peer.bench.run(act, [:]) }
    #expect(try peer.bench.run(echo, ["text": "x"]).text.contains("has ended too often"))
    #expect(peer.starts == 5)
  }

  @Test func whatDoesNotEndIsMadeTo() throws {
    let peer = Peer("stays")
    #expect(try peer.call("echo", ["text": "x"]).text == "x")
    #expect(!peer.isAlive)
  }

  @Test(arguments: [
    ("crashes", "has ended with status 1: AttributeError: no such attribute"), ("silent", "does not answer"),
  ])
  func aServerThatCannotBeUsedIsOneProblem(_ behaviour: String, _ words: String) throws {
    let peer = Peer(behaviour, ["startup_timeout": "1500ms"])
    let toolset = try peer.toolset()
    #expect(toolset.tools.isEmpty && toolset.problems.count == 1)
    #expect(toolset.problems[0].description.contains(words), "\(toolset.problems[0])")
    #expect(!peer.isAlive)
  }

  @Test func aProgramThatIsNotThere() throws {
    let toolset = try Peer("modern", ["command": "no-such-program"]).toolset()
    #expect(toolset.problems.first?.code == .missingTool)
  }

  /// More calls than the server takes at once: all are answered, and the answers are not mixed up.
  @Test func callsSideBySide() throws {
    let peer = Peer("modern", ["concurrency": 2])
    let registry = ToolRegistry(try peer.toolset().tools)
    defer { registry.finish() }
    let context = try peer.bench.context()
    var outputs: [Int: String] = [:]
    try ToolRunner(registry).run(
      (0..<12).map { .init(callID: "c\($0)", tool: "fake__echo", arguments: #"{"text":"t\#($0)"}"#) },
      context: { _, _, _ in context },
      onResults: { (done) throws(AgentError) in for one in done { outputs[one.index] = one.result.output } })
    #expect(outputs == Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, "t\($0)") }))
    #expect(peer.starts == 1)
  }
}
