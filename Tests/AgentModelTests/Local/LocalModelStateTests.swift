import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentModel

@Suite struct LocalModelStateTests {
  private static let whole: JSON = [
    "v": 1, "pid": 12, "start_ticks": 345, "url": "http://127.0.0.1:6", "key": "k", "model": "m",
    "path": "/m.gguf", "context": 8192, "threads": 1, "more": true,
  ]

  @Test func takesWhatTheLauncherWrites() throws {
    let state = try #require(LocalModelState(Self.whole))
    #expect(state.process == ProcessIdentity(pid: 12, startTicks: 345))
    #expect(state.endpoint == ("http://127.0.0.1:6/v1", "k", "m", 8192))
  }

  @Test(arguments: ["pid", "start_ticks", "url", "key", "model", "path", "context", "threads"])
  func lacksNothing(member: String) throws {
    var object = try #require(Self.whole.object)
    object[member] = nil
    #expect(LocalModelState(.object(object)) == nil)
  }

  @Test(arguments: ["", "{", "[]", "{}"]) func junkIsNone(text: String) throws {
    let directory = TestDirectory()
    #expect(LocalModelState.read(try directory.write("state.json", text)) == nil)
    #expect(LocalModelState.read(directory.path("none")) == nil)
  }
}
