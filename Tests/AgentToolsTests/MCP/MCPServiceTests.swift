import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct MCPServiceTests {
  /// A service, and what it replies.
  private final class Session {
    var service = MCPService(
      ToolRegistry(ToolBench.tools), identity: MCPIdentity(name: "us", version: "1"), instructions: "Tools.")

    func answer(_ message: JSON) throws -> JSON {
      guard case .send(let reply)? = service.receive(message.bytes[...]).first else {
        throw AgentError(.internalError, "no reply to \(message.text)")
      }
      return reply
    }
  }

  static let envelope: JSON = [
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": [:],
  ]

  static func request(
    _ method: String, _ params: JSONObject = [:], meta: JSON? = MCPServiceTests.envelope, id: JSON = 1
  ) -> JSON {
    var params = params
    params.append("_meta", ifPresent: meta)
    return ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
  }

  @Test func theNewEra() throws {
    let session = Session()
    let greeting = try #require(try session.answer(Self.request("server/discover"))["result"])
    #expect(greeting["supportedVersions"] == ["2026-07-28"] && greeting["resultType"] == "complete")
    #expect(greeting["ttlMs"]?.int != nil && greeting["cacheScope"] == "private")
    #expect(greeting["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "us")
    let list = try session.answer(Self.request("tools/list"))
    #expect(list == (try session.answer(Self.request("tools/list"))))
    let tools = try #require(list["result"]?["tools"]?.array)
    #expect(tools.map { $0["name"]?.string } == ToolBench.tools.map(\.description.name))
    #expect(tools[0]["annotations"]?["readOnlyHint"] == true)
    #expect(tools.allSatisfy { $0["inputSchema"]?["type"] == "object" })
  }

  @Test func theOldEra() throws {
    let session = Session()
    let first = try session.answer(Self.request("tools/list", meta: nil))
    #expect(first["error"]?["code"] == -32600)
    for (wanted, given) in [("2025-06-18", "2025-06-18"), ("2031-01-01", "2025-11-25")] {
      let params: JSONObject = [
        "protocolVersion": .string(wanted), "capabilities": [:], "clientInfo": ["name": "c", "version": "1"],
      ]
      let reply = try session.answer(Self.request("initialize", params, meta: nil))
      #expect(reply["result"]?["protocolVersion"]?.string == given)
      #expect(reply["result"]?["serverInfo"]?["name"] == "us" && reply["result"]?["resultType"] == nil)
    }
    #expect(try session.answer(Self.request("ping", meta: nil))["result"] == [:])
    let list = try session.answer(Self.request("tools/list", meta: nil))["result"]
    #expect(list?["tools"]?.array?.count == ToolBench.tools.count && list?["ttlMs"] == nil)
    // Both at once: the request decides.
    #expect(try session.answer(Self.request("tools/list"))["result"]?["ttlMs"] != nil)
  }

  typealias Refusal = (message: JSON, code: Int)

  static let refusals: [Refusal] = [
    (request("nosuch"), -32601), (request("ping"), -32601), (request("initialize"), -32601),
    (request("resources/list"), -32601), (request("tools/call"), -32602),
    (request("tools/call", ["name": "nosuch"]), -32602),
    (request("tools/call", ["name": "read", "arguments": [1]]), -32602),
    (request("tools/list", ["cursor": "x"]), -32602),
    (request("tools/list", meta: ["io.modelcontextprotocol/protocolVersion": "2026-07-28"]), -32602),
    (request("tools/list", meta: ["io.modelcontextprotocol/protocolVersion": 1]), -32602),
    (request("tools/list", meta: ["io.modelcontextprotocol/protocolVersion": "2030-01-01"]), -32022),
    (request("server/discover", meta: nil), -32602), (request("initialize", meta: nil), -32602),
    (request("tools/list", id: [1]), -32600), ("x", -32600), (["jsonrpc": "2.0", "id": 1], -32600),
  ]

  @Test(arguments: refusals)
  func errors(_ refusal: Refusal) throws {
    let (message, code) = refusal
    let session = Session()
    let error = try session.answer(message)["error"]
    #expect(error?["code"]?.int == code)
    if code == -32022 { #expect(error?["data"]?["supported"] == ["2026-07-28"]) }
  }

  @Test func whatIsNoJSON() throws {
    let session = Session()
    guard case .send(let reply)? = session.service.receive(Array("{\"id\":".utf8)[...]).first else {
      Issue.record("no reply")
      return
    }
    #expect(reply["error"]?["code"] == -32700 && reply["id"] == .null)
    #expect(
      session.service.receive(Array(#"{"jsonrpc":"2.0","method":"notifications/x"}"#.utf8)[...]).isEmpty)
    #expect(session.service.receive(Array(#"{"jsonrpc":"2.0","id":5,"result":{}}"#.utf8)[...]).isEmpty)
  }

  @Test func aNumberIsUsedOnceAtATime() throws {
    let session = Session()
    let call = Self.request("tools/call", ["name": "list"])
    guard case .run(let running)? = session.service.receive(call.bytes[...]).first else {
      Issue.record("not run")
      return
    }
    #expect(try session.answer(call)["error"]?["code"] == -32600)
    let cancel: JSON = [
      "jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": 1],
    ]
    #expect(session.service.receive(cancel.bytes[...]) == [.cancel(id: 1)])
    let result = ToolRunner.Result(
      output: "x", images: [ToolImage(mediaType: "image/png", bytes: [1])], succeeded: false,
      durationMilliseconds: 1, dropped: 0, itemFields: [:])
    #expect(session.service.finish(running, result, wasCancelled: true) == nil)
    #expect(session.service.receive(cancel.bytes[...]).isEmpty)
    let reply = try #require(session.service.finish(running, result, wasCancelled: false)?["result"])
    #expect(reply["isError"] == true && reply["content"]?[0]?["text"] == "x")
    #expect(reply["content"]?[1] == ["type": "image", "data": "AQ==", "mimeType": "image/png"])
  }
}
