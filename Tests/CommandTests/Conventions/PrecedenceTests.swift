import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 18: what decides a setting") struct PrecedenceTests {
  /// The layers from the weakest to the strongest: each beats those before it.
  @Test func eachLayerBeatsTheWeaker() throws {
    let scene = try Scene()
    var environment: [String: String] = [:]
    func explained() throws -> (value: String?, layer: String?) {
      let value = try BuiltCommand("agent-config", in: scene.directory, environment: environment)
        .run("explain", "verbosity", "--format", "json").values.first
      return (value?["value"]?.string, value?["layer"]?.string)
    }
    #expect(try explained().layer == "default")
    _ = try BuiltCommand("agent-config", in: scene.directory).run("set", "verbosity=low")
    #expect(try explained() == ("low", "user"))
    try scene.directory.write("work/.agent/config.json", #"{"verbosity":"medium"}"#)
    #expect(try explained() == ("medium", "project"))
    environment["AGENT_VERBOSITY"] = "high"
    #expect(try explained() == ("high", "environment"))
    let turn = BuiltCommand("agent-turn", in: scene.directory, environment: environment)
    let request = try turn.run(
      "-n", "-j", "--provider", "responses", "--base-url", "http://127.0.0.1:9/v1", "--no-stdin",
      "--verbosity", "low", "x")
    #expect(request.values.first?["body"]?["text"]?["verbosity"] == "low", "\(request.output)")
  }
}
