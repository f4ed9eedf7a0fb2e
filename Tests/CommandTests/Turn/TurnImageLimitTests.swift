import AgentJSON
import AgentTesting
import Testing

/// How many images reach the model: `max_images` and `vision_enabled`.
@Suite struct TurnImageLimitTests {
  /// The beginning of a PNG image, which is all that is looked at.
  static let png: [UInt8] =
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
    + [0, 0, 2, 0x80, 0, 0, 1, 0xe0]

  static func images(_ request: JSON) -> Int {
    request.text.split(separator: "data:image/png;base64,").count - 1
  }

  @Test(arguments: [
    (TurnBench.dialects[0], "max_images=2", 2), (TurnBench.dialects[1], "max_images=1", 1),
    (TurnBench.dialects[0], "vision_enabled=false", 0), (TurnBench.dialects[1], "max_images=5", 3),
  ])
  func theNewestAreSent(_ dialect: String, _ setting: String, _ expected: Int) throws {
    let bench = try TurnBench(dialect: dialect)
    try bench.directory.write("work/a.png", Self.png)
    for options in [[], ["-c"], ["-c"]] {
      #expect(try bench.run(options + ["--set", setting, "-i", "a.png", "look"]).status == 0)
    }
    let request = try #require(bench.server.bodies.last)
    #expect(Self.images(request) == expected)
    let note = setting.hasPrefix("vision") ? "vision is off" : "an earlier image"
    #expect(request.text.split(separator: note).count - 1 == 3 - expected)
  }
}
