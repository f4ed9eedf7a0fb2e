import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent-tool mcp serve`, by hand and by the SDK's client.
@Suite struct ToolMCPServeTests {
  let directory = TestDirectory()

  /// A server that runs, and its messages.
  private final class Session {
    let child: ChildProcess
    private var lines = LineReader()

    init(_ directory: TestDirectory, _ arguments: [String] = []) throws {
      child = try BuiltCommand("agent-tool", in: directory).spawn(
        ["mcp", "serve"] + arguments, input: .pipe, output: .pipe, error: .null)
    }

    deinit {
      close(child.standardOutput)
      child.signalGroup(SIGKILL)
    }

    func send(_ message: JSON) throws { try IO.writeAll(child.standardInput, message.bytes + [0x0a]) }

    func receive() throws -> JSON {
      while true {
        if let line = try lines.next() { return try JSON(parsing: line.bytes) }
        let bytes = try IO.read(child.standardOutput)
        if bytes.isEmpty { throw AgentError(.internalError, "no more messages") }
        lines.append(bytes)
      }
    }

    func ask(_ id: Int, _ method: String, _ params: JSONObject = [:]) throws {
      var params = params
      params.append(
        "_meta",
        [
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientCapabilities": [:],
        ])
      try send(["jsonrpc": "2.0", "id": .int(id), "method": .string(method), "params": .object(params)])
    }

    func call(_ id: Int, _ tool: String, _ arguments: JSON) throws {
      try ask(id, "tools/call", ["name": .string(tool), "arguments": arguments])
    }

    /// Ends the input and waits for the end.
    func finish() -> ChildProcess.Exit? {
      close(child.standardInput)
      return child.wait(until: .after(milliseconds: 10_000))
    }
  }

  @Test(.enabled(if: Peers.areThere, "bin/setup makes .build/python"), arguments: ["auto", "legacy"])
  func theClientOfTheSDK(_ mode: String) throws {
    try directory.write("work/a.txt", "one\n")
    try directory.write("work/b.txt", "two\n")
    let script = Checkout.path("Tests/Peers/sdk_client.py")
    let result = try BuiltCommand(Peers.python, in: directory).run(
      script, mode, BuiltCommand("agent-tool", in: directory).executable, "mcp", "serve", "--tools",
      "read,list")
    #expect(result.status == 0, "\(result.errors)")
    let told = try JSON(parsing: result.output)
    #expect(told["version"] == (mode == "auto" ? "2026-07-28" : "2025-11-25"))
    #expect(told["server"] == "agentutils" && told["tools"] == ["read", "list"])
    #expect(told["list"]?.string?.contains("a.txt") == true && told["unknown"] == -32602)
    #expect(told["wrong"]?[0] == true && told["wrong"]?[1]?.string?.contains("do not fit") == true)
    #expect(told["both"] == ["001|one\n", "001|two\n"])
  }

  @Test func callsRunSideBySideAndCanBeCancelled() throws {
    let session = try Session(directory, ["--tools", "bash,list"])
    try session.call(1, "bash", ["command": "sleep 600"])
    try session.call(2, "bash", ["command": "echo quick"])
    let quick = try session.receive()
    #expect(quick["id"] == 2 && quick["result"]?["content"]?[0]?["text"] == "quick\n")
    try session.send([
      "jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": 1],
    ])
    // The number is free again when the call has ended; it gets no answer.
    try session.ask(3, "tools/list")
    let list = try session.receive()
    #expect(list["id"] == 3 && list["result"]?["tools"]?.array?.count == 2)
    #expect(session.finish() == .code(0))
  }

  @Test func theEndOfTheInputIsTheEnd() throws {
    let session = try Session(directory)
    try session.call(1, "bash", ["command": "sleep 600; :"])
    try session.ask(2, "server/discover")
    #expect(try session.receive()["id"] == 2)
    #expect(session.finish() == .code(0))
  }

  @Test func aRequestInFlightIsAnsweredAtTheEnd() throws {
    let request: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": "tools/call",
      "params": [
        "name": "list", "arguments": [:],
        "_meta": [
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientCapabilities": [:],
        ],
      ],
    ]
    try directory.write("work/a.txt", "x")
    let result = try BuiltCommand("agent-tool", in: directory).run(
      ["mcp", "serve"], stdin: request.bytes)
    #expect(result.status == 0 && result.errors.isEmpty && result.lines.count == 1)
    #expect(result.values.first?["result"]?["content"]?[0]?["text"]?.string?.contains("a.txt") == true)
  }

  @Test func whatMayBeChangedIsSaid() throws {
    for (options, mayWrite) in [([String](), false), (["-w"], true)] {
      let session = try Session(directory, ["--tools", "bash"] + options)
      try session.call(1, "bash", ["command": "echo x >made && echo ok"])
      let text = try session.receive()["result"]?["content"]?[0]?["text"]?.string
      #expect((text == "ok\n") == mayWrite)
      #expect(Files.exists(directory.path("work/made")) == mayWrite)
      #expect(session.finish() == .code(0))
    }
    let home = try BuiltCommand("agent-tool", in: directory).run(
      "mcp", "serve", "-w", "--workspace", directory.home)
    #expect(home.status == 77)
  }

  @Test func aSignalEndsIt() throws {
    let session = try Session(directory)
    try session.ask(1, "server/discover")
    _ = try session.receive()
    session.child.signal(SIGTERM)
    #expect(session.child.wait(until: .after(milliseconds: 10_000)) == .code(143))
  }
}
