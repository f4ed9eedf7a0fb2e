import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Every command with each of descriptors 0 to 2 closed, in all combinations: nothing that it opens later lands
/// there, so that no message and no data gets into a file of ours.
struct StrayDescriptorTests {
  static let notice = #"{"type":"notice","level":"info","code":"x","message":"from the pipe"}"#

  /// What each command is given to do; it succeeds where its output can be written.
  static let scripts: [(name: String, script: String, prints: Bool)] = [
    ("turn", "$turn --no-stdin go", true),
    ("turn", "$turn --no-stdin -j go", true),
    ("turn", "$turn --no-stdin --format json go", true),
    ("turn", "$turn --no-stdin -o answer --verbose go", false),
    ("session", "agent-session new", true),
    ("session", "agent-session show", true),
    ("session", "agent-session append $id --create <notices", true),
    ("session", "agent-session rename $id other", false),
    ("session", "agent-session export $id --format ndjson", true),
    ("session", "agent-session fsck", true),
    ("extract", "agent-extract page.html", true),
    ("extract", "agent-extract -j page.html", true),
    ("extract", "agent-extract -v gone.html", false),
    ("config", "agent-config get model", true),
    ("config", "agent-config set model other", false),
    ("config", "agent-config doctor", true),
  ]

  @Test(arguments: 0..<8)
  func filesDoNotLandThere(_ closed: Int) throws {
    let suffix = (0...2).filter { closed & 1 << $0 != 0 }.map { ["<&-", ">&-", "2>&-"][$0] }.joined(
      separator: " ")
    for (name, script, prints) in Self.scripts {
      let place: Comment = "\(script) \(suffix)"
      let bench = try TurnBench()
      try bench.directory.write("work/page.html", "<!doctype html><title>t</title><p>Some text.")
      try bench.directory.write("work/notices", Self.notice + "\n")
      let made = try bench.shell("$turn --no-stdin first && agent-config set model scripted")
      #expect(made.status == 0)
      let id = try #require(bench.sessions().first)
      let result = try bench.shell("id=\(id); exec \(suffix); \(script)")
      if script.contains("gone") {
        #expect(result.status == 66, place)
      } else if prints, closed & 2 != 0 {
        // Nothing to print is no failure.
        #expect([74, 0, 1].contains(result.status), place)
        if name == "turn" || script.hasSuffix("new") { #expect(result.status == 74, place) }
      } else if !script.contains("doctor") {
        #expect(result.status == 0, "\(place): \(result.errors)")
      }
      try bench.expectSoundSession(place)
      for file in try BuiltCommand("/usr/bin/find", in: bench.directory).run(
        bench.directory.runtime, "-type", "f"
      ).lines {
        let text = String(decoding: try Files.read(file), as: UTF8.self)
        #expect(!text.contains("agent-\(name): "), "\(place): \(file)")
        if file.hasSuffix(".ndjson") {
          for line in text.split(separator: "\n") {
            #expect((try? JSON(parsing: String(line))) != nil, place)
          }
        }
      }
      if script.contains("-o answer") { #expect(try bench.directory.read("work/answer") == "done\n", place) }
    }
  }

  /// Descriptors that are open in the other direction only.
  @Test func descriptorsOpenTheWrongWayAreErrorsOfInputOutput() throws {
    let bench = try TurnBench()
    #expect(try bench.shell("$turn --no-stdin go 1</dev/null").status == 74)
    #expect(try bench.shell("$turn go 0>/dev/null").status == 0)
    #expect(try bench.shell("$turn --no-stdin go 2</dev/null").status == 0)
    try bench.expectSoundSession()
  }

  @Test func noTerminalIsNeeded() throws {
    let bench = try TurnBench()
    let result = try bench.shell("setsid --wait $turn go </dev/null; setsid --wait agent-session list")
    #expect(result.status == 0 && result.output.hasPrefix("done\n"), "\(result.errors)")
  }
}
