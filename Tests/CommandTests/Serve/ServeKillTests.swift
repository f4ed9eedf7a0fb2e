import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The server is killed at random moments, 100 times in the full dose.
@Suite struct ServeKillTests {
  @Test func killsLoseAndDoubleNothing() throws {
    let model = try ScriptedModelServer(then: .echo)
    let directory = TestDirectory()
    let settings: JSON = [
      "provider": "responses", "base_url": .string(model.baseURL), "model": "scripted", "retries": 0,
    ]
    try directory.write("runtime/agent_config.json", settings.text)
    let kills = TestDose.count(6, full: 100)
    var generator = SeededGenerator()
    let result = try BuiltCommand("/usr/bin/python3", in: directory).run(
      Checkout.path("Tests/Peers/serve_kills.py"), BuiltCommand.directory, directory.runtime, "\(kills)",
      "\(Int.random(in: 0..<1_000_000, using: &generator))", timeout: 400_000)
    let told = try JSON(parsing: result.stdout)
    for name in ["lost", "repeated", "gaps", "doubled", "missing", "unanswered"] {
      #expect(told[name] == 0, "\(name): \(told.text) \(result.errors)")
    }
    #expect(told["kills"]?.int == kills && model.requests.count == kills, "\(told.text)")
    // Everybody had to come again.
    #expect(told["comings"]?.int ?? 0 > kills)
  }
}
