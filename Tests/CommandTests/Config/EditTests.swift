import AgentSystem
import AgentTesting
import Testing

/// On a terminal of its own, which script(1) makes.
@Suite struct ConfigEditTests {
  let directory = TestDirectory()

  private func edit(editor: String) throws -> BuiltCommand.Result {
    let program = try directory.write("editor", "#!/bin/sh\n\(editor)\n", mode: 0o700)
    return try BuiltCommand(
      "/usr/bin/script", in: directory, environment: ["VISUAL": program, "EDITOR": "/nonexistent"]
    )
    .run("-qec", "agent-config edit", "/dev/null")
  }

  @Test func takesTheTextOver() throws {
    let result = try edit(editor: #"printf '{ "model":"a", "mine":1 }' > "$1""#)
    #expect(result.status == 0)
    #expect(result.output.contains("mine: unknown setting, passed over"))
    #expect(try directory.read("runtime/agent_config.json") == #"{ "model":"a", "mine":1 }"#)
    #expect(try Files.list(directory.runtime) == ["agent_config.json", "locks", "logs"])
  }

  @Test func textThatIsNotValidIsKeptAside() throws {
    try directory.write("runtime/agent_config.json", #"{"model":"a"}"#)
    let result = try edit(editor: #"printf '{"max_requests":"x"}' > "$1""#)
    #expect(result.status == 78)
    #expect(result.output.contains("not saved: max_requests: expected an integer of 0 or more"))
    #expect(try directory.read("runtime/agent_config.json") == #"{"model":"a"}"#)
    let copy = try #require(try Files.list(directory.runtime).first { $0.contains(".edit-") })
    #expect(try directory.read("runtime/\(copy)") == #"{"max_requests":"x"}"#)
  }

  @Test func aFailingEditorChangesNothing() throws {
    let result = try edit(editor: #"printf '{}' > "$1"; exit 3"#)
    #expect(result.status == 69)
    #expect(!Files.exists(directory.path("runtime/agent_config.json")))
  }

  @Test func aChangeMeanwhileIsNotOverwritten() throws {
    let result = try edit(editor: #"agent-config set model b; printf '{"model":"a"}' > "$1""#)
    #expect(result.status == 75)
    #expect(try directory.read("runtime/agent_config.json").contains("\"b\""))
  }

  @Test func needsATerminal() throws {
    let result = try BuiltCommand("agent-config", in: directory).run("edit")
    #expect(result.status == 64)
    #expect(result.errors == "agent-config: edit: needs a terminal (agent-config set KEY VALUE)\n")
  }
}
