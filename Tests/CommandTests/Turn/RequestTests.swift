import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct TurnRequestTests {
  @Test(arguments: TurnBench.dialects)
  func theFirstRequestIsSmall(_ dialect: String) throws {
    let bench = try TurnBench(dialect: dialect)
    #expect(try bench.run("hi").status == 0)
    #expect(try bench.run("--tools", "none", "hi").status == 0)
    #expect(try bench.run("-w", "hi").status == 0)
    let bodies = bench.server.requests.map(\.body.count)
    #expect(bodies[0] <= 8192 && bodies[2] <= 8192, "\(bodies)")
    #expect(bodies[1] <= 1024)
    #expect(bench.server.bodies[1]["tools"] == nil)
  }

  /// Also with all plugins of the predecessor, and all of their tools are there: told, or found by a search.
  @Test(arguments: TurnBench.dialects)
  func itIsSmallWithAllPlugins(_ dialect: String) throws {
    let bench = try TurnBench(dialect: dialect)
    for target in ["MemoryCommand", "ToolCommand", "AgentExtract"] {
      for name in try Files.list(Checkout.path("Sources/\(target)/Resources/tools")) {
        try bench.directory.write(
          "share/\(target)/Resources/tools/\(name)",
          try Files.read(Checkout.path("Sources/\(target)/Resources/tools/\(name)")))
      }
    }
    try SeedPlugins.write(into: bench.directory)
    for (number, options) in [[], ["-w"]].enumerated() {
      let result = try bench.command(["AGENT_SHARE_DIR": bench.directory.path("share")]).run(
        bench.address + options + ["hi"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(bench.server.requests[number].body.count <= 8192, "\(bench.server.requests[number].body.count)")
      let tools = bench.server.bodies[number]["tools"]?.array ?? []
      let names = Set(tools.compactMap { ($0["name"] ?? $0["function"]?["name"])?.string })
      let wanted: Set = ["read", "bash", "memory_add", "memory_search"]
      #expect(names.isSuperset(of: wanted), "\(names)")
      // A turn that only reads has room for them all.
      #expect(names.isSuperset(of: SeedPlugins.names) == options.isEmpty, "\(names)")
      #expect(names.contains("tool_search") != options.isEmpty)
    }
  }

  @Test func notesOfTheWorkspaceComeFirstUnlessRefused() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/AGENTS.md", "Use tabs.")
    for options in [[], ["--no-context"], ["--hermetic"]] { _ = try bench.run(options + ["hi"]) }
    let texts = bench.server.bodies.map(\.text)
    #expect(texts[0].contains("Use tabs."))
    #expect(!texts[1].contains("Use tabs.") && !texts[2].contains("Use tabs."))
    #expect(bench.server.requests[0].lastUserText == "hi")
  }

  @Test func promptsOfTheRuntimeDirectoryAreFilled() throws {
    let bench = try TurnBench()
    try bench.directory.write("runtime/prompts/greet.md", "Greet {{who}}.")
    #expect(try bench.run("--prompt", "greet", "-p", "who=Ada", "Now.").status == 0)
    #expect(bench.server.requests[0].lastUserText == "Greet Ada.\n\nNow.")
    let missing = try bench.run("--prompt", "gret")
    #expect(missing.status == 66 && missing.errors.contains("greet"))
    #expect(try bench.run("--prompt", "greet").status == 64)
    #expect(bench.server.requests.count == 1)
  }

  @Test func imagesGoAlong() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/p", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    #expect(try bench.run("-i", "p", "what is it").status == 0)
    let parts = bench.server.bodies[0]["input"]?.array?.last?["content"]?.array ?? []
    #expect(parts.first?["image_url"]?.string?.hasPrefix("data:image/png;base64,iVBOR") == true)
    #expect(try bench.run("-i", "gone", "x").status == 66)
  }

  /// What is larger than models keep is made smaller, and what cannot be is refused before anything is sent.
  @Test func largeImagesAreMadeSmaller() throws {
    let bench = try TurnBench()
    _ = try bench.directory.image("wide.png", 5000, 20)
    _ = try bench.directory.image("absurd.png", 1, 60_000)
    _ = try bench.directory.image("enormous.png", 40_000, 40_000, cut: true)
    for (name, size) in [("wide.png", (2048, 8)), ("absurd.png", (1, 2048))] {
      let result = try bench.run("-i", name, "what is it")
      #expect(result.status == 0, "\(result.errors)")
      let parts = bench.server.bodies.last?["input"]?.array?.last?["content"]?.array ?? []
      let data = try #require(parts.first?["image_url"]?.string?.split(separator: ",").last)
      let bytes = try #require(Base64.decode(data.utf8))
      let header = try #require(ImageHeader(bytes))
      #expect((header.width, header.height) == size, "\(name)")
    }
    let refused = try bench.run("-i", "enormous.png", "what is it")
    #expect(refused.status == 65 && refused.errors.contains("enormous.png: has 40000x40000 pixels"))
    #expect(bench.server.requests.count == 2)
  }

  @Test func theSystemPromptIsAFileOrTheText() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/system.md", "From the file.")
    _ = try bench.run("--system", "system.md", "hi")
    _ = try bench.run("--system", "The text.", "hi")
    #expect(bench.server.bodies.map { $0["instructions"]?.string } == ["From the file.", "The text."])
  }

  @Test func aDryRunSendsAndWritesNothing() throws {
    let bench = try TurnBench()
    let text = try bench.run("-n", "hi")
    #expect(text.status == 0)
    #expect(text.output.contains("instructions") && text.output.contains("tool read"))
    // A clock would tell another time by then.
    let record = try JSON(parsing: bench.run("-n", "-j", "--providers", "cwd", "hi").stdout)
    #expect(record["type"] == "request" && record["body"]?["model"] == "scripted")
    #expect(bench.server.requests.isEmpty && bench.sessions().isEmpty)
    _ = try bench.run("--providers", "cwd", "hi")
    #expect(record["body"]?["input"] == bench.server.bodies[0]["input"])
  }

  @Test(arguments: ["--max-requests", "--max-tool-calls", "--max-tokens", "--max-output-tokens"])
  func countsAreAboveNothing(_ option: String) throws {
    let bench = try TurnBench()
    for value in ["0", "-1", "x"] { #expect(try bench.run("\(option)=\(value)", "hi").status == 64) }
    #expect(bench.server.requests.isEmpty)
  }

  @Test func optionsAreInTheRequest() throws {
    let bench = try TurnBench()
    _ = try bench.run("--max-output-tokens", "5", "--effort", "low", "--temperature", "0.5", "hi")
    let body = bench.server.bodies[0]
    #expect(body["max_output_tokens"] == 5 && body["temperature"]?.double == 0.5)
    #expect(body["reasoning"]?["effort"] == "low")
  }

  @Test func wrongOptionsAreUsage() throws {
    let bench = try TurnBench()
    for options in [
      ["--max-time", "soon"], ["--temperature", "nan"], ["--lock", "sometimes"], ["--stdin", "--no-stdin"],
      ["--overflow", "x"], ["--effort", "x"], ["--exit-zero-on", "x"], ["-s", "latest", "-c"],
      ["--ephemeral", "-c"],
      ["--provider", "x"], ["--resume", "--lock", "queue"],
    ] {
      let result = try bench.run(options + ["hi"])
      #expect(result.status == 64, "\(options): \(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
    #expect(bench.server.requests.isEmpty && bench.sessions().isEmpty)
  }
}
