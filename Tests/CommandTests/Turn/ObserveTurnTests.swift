import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// Images that a tool gives, on their way to the model.
@Suite struct ObserveTurnTests {
  @Test func theResultHasParts() throws {
    let bench = try TurnBench([.toolCall("observe", ["sources": "a.png"], id: "c1"), .text("seen")])
    try bench.directory.write("work/a.png", TurnImageLimitTests.png)
    #expect(try bench.run("go").output == "seen\n")
    let output = bench.server.bodies[1]["input"]?.array?.first { $0["type"] == "function_call_output" }?[
      "output"]
    #expect(output?.array?.map { $0["type"] } == ["input_text", "input_image"])
    #expect(
      output?[1]?["image_url"]?.string == "data:image/png;base64,\(Base64.encode(TurnImageLimitTests.png))")
    let item = try bench.events().first {
      $0["item"]?["type"] == "tool_call" && $0["type"] == "item.completed"
    }?["item"]
    #expect(item?["images"]?[0]?["width"]?.int == 640)
    #expect(item?["output"]?.string?.contains("640x480") == true)
  }

  /// Messages of tools hold text alone in the chat API.
  @Test func inTheChatDialectTheyFollow() throws {
    let bench = try TurnBench(
      [.toolCall("observe", ["sources": "a.png"], id: "c1"), .text("seen")], dialect: "chat")
    try bench.directory.write("work/a.png", TurnImageLimitTests.png)
    #expect(try bench.run("go").status == 0)
    let messages = bench.server.bodies[1]["messages"]?.array ?? []
    let result = try #require(messages.firstIndex { $0["role"] == "tool" })
    #expect(messages[(result + 1)...].first?["role"] == "user")
    #expect(messages[(result + 1)...].first?["content"]?[0]?["type"] == "image_url")
  }

  @Test func nothingOutsideIsLookedAt() throws {
    let bench = try TurnBench([.toolCall("observe", ["sources": [["path": "../secret.png"]]]), .text("ok")])
    try bench.directory.write("secret.png", TurnImageLimitTests.png)
    #expect(try bench.run("go").status == 0)
    #expect(TurnImageLimitTests.images(bench.server.bodies[1]) == 0)
    #expect(
      TurnToolCallTests.outputs(bench.server.bodies[1]).values.first?.contains("outside the workspace")
        == true)
  }

  /// A large image is in the session as a blob and comes back in the next turn.
  @Test func largeOnesBecomeBlobs() throws {
    let bench = try TurnBench([.toolCall("observe", ["sources": "a.png"]), .text("seen"), .text("again")])
    try bench.directory.write("work/a.png", TurnImageLimitTests.png + [UInt8](repeating: 7, count: 2 << 20))
    #expect(try bench.run("go").status == 0)
    #expect(try bench.log().allSatisfy { $0.utf8.count < 1 << 20 })
    #expect(try bench.run("-c", "go").status == 0)
    #expect(try TurnImageLimitTests.images(#require(bench.server.bodies.last)) == 1)
  }
}
