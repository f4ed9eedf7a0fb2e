import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The tools that agent-tool itself is: `agent-tool builtin NAME`.
@Suite struct BuiltInTests {
  let directory = TestDirectory()

  private func run(_ tool: String, _ arguments: JSON, _ environment: [String: String] = [:]) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand("agent-tool", in: directory, environment: environment).run(
      ["builtin", tool], stdin: Array(arguments.text.utf8))
  }

  @Test func anImageWithinTheLimitStaysAsItIs() throws {
    let path = try directory.image("small.png", 640, 480)
    let result = try run("observe", ["sources": .string(path)])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.values.map { $0["type"] } == ["text", "image"])
    #expect(result.values[0]["text"]?.string == "\(path): image/png, 640x480\n")
    #expect(result.values[1]["path"]?.string == path)
  }

  /// By whichever program is there: each is tried alone.
  @Test(arguments: ["vipsthumbnail", "convert"])
  func aLargerOneIsMadeSmaller(_ program: String) throws {
    let search = ProcessEnvironment.read()["PATH"]
    // What only stands in for it is a script.
    guard let found = ChildProcess.find(program, path: search),
      try Files.read(found).starts(with: [0x7f, 0x45, 0x4c, 0x46])
    else { return }
    try directory.write("bin/x", "")
    symlink(found, directory.path("bin/\(program)"))
    let path = try directory.image("large.png", 4096, 1024)
    let sources: JSON = [["path": .string(path), "image_name": "wide"]]
    let result = try run("observe", ["sources": sources], ["PATH": directory.path("bin")])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.values[0]["text"] == "wide: image/png, 4096x1024, shown as 2048x512\n")
    let bytes = try #require(Base64.decode((result.values[1]["data"]?.string ?? "").utf8))
    #expect(bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) && result.values[1]["media_type"] == "image/png")
  }

  @Test func whereNoProgramIsThereItIsSaid() throws {
    let path = try directory.image("large.png", 4096, 16)
    let result = try run("observe", ["sources": .string(path)], ["PATH": directory.path("none")])
    #expect(result.status == 0)
    #expect(result.values[0]["text"]?.string?.contains("libvips-tools") == true)
    #expect(result.values[1]["path"]?.string == path)
    // No model takes one that is this long.
    let absurd = try directory.image("absurd.png", 1, 60_000)
    let refused = try run("observe", ["sources": .string(absurd)], ["PATH": directory.path("none")])
    #expect(refused.status == 65 && refused.errors.contains("1x60000"))
  }

  @Test(
    arguments: [
      ("https://example.org/a.png", 69, "agent-web"),
      (["target": "url", "url": "https://example.org"], 69, "agent-web"),
      (["target": "screen"], 69, "agent-screen"),
      (["target": "window", "window_id": "1"], 69, "agent-screen"),
      ("missing.png", 66, "no such file"), ("text.png", 65, "not a PNG"), (["target": "path"], 64, "no path"),
      ([["path": "text.png"], "https://example.org"], 69, "agent-web"), ("bomb.png", 65, "pixels"),
    ] as [(JSON, Int32, String)])
  func whatCannotBeShown(_ sources: JSON, _ status: Int32, _ words: String) throws {
    try directory.write("work/text.png", "words")
    let header = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
    try directory.write("work/bomb.png", header + [0, 1, 0, 0, 0, 1, 0, 0])
    let result = try run("observe", ["sources": sources])
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  // MARK: - show

  private func desktop(_ script: String) throws -> [String: String] {
    try directory.write("bin/xdg-open", "#!/bin/sh\n\(script)\n", mode: 0o755)
    return ["PATH": "\(directory.path("bin")):/usr/bin:/bin", "DISPLAY": ":9"]
  }

  @Test func opensFilesAndAddresses() throws {
    let environment = try desktop("echo \"$1\" >>\(directory.path("opened"))")
    try directory.write("work/a.txt", "")
    for target in ["a.txt", "https://example.org/a"] {
      let result = try run("show", ["file_or_url": .string(target)], environment)
      #expect(result.status == 0 && result.output == "opened \(target)\n", "\(result.errors)")
    }
    #expect(try directory.read("opened") == "\(directory.path("work/a.txt"))\nhttps://example.org/a\n")
  }

  @Test func whatStaysOpenIsNotWaitedFor() throws {
    let environment = try desktop("echo $$ >\(directory.path("pid")); exec sleep 1000")
    try directory.write("work/a.txt", "")
    #expect(try run("show", ["file_or_url": "a.txt"], environment).status == 0)
    let text = try directory.read("pid")
    let pid = try #require(Int32(text.dropLast()))
    #expect(kill(pid, SIGKILL) == 0)
  }

  @Test func saysWhyNothingIsShown() throws {
    try directory.write("work/a.txt", "")
    let environment = try desktop("exit 3")
    for (arguments, variables, status, words): (JSON, [String: String], Int32, String) in [
      (["file_or_url": "a.txt"], ["DISPLAY": ""], 69, "no desktop"),
      (["file_or_url": "a.txt"], ["DISPLAY": ":9", "PATH": "/nonexistent"], 69, "xdg-utils"),
      (["file_or_url": "a.txt"], environment, 69, "no program for it"),
      (["file_or_url": "none.txt"], environment, 66, "no such file"),
      (["file_or_url": "javascript:alert(1)"], environment, 66, "no such file"),
      ([:], environment, 64, "missing"),
    ] {
      let result = try run("show", arguments, variables)
      #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
    }
  }

  @Test func othersAreRefused() throws { #expect(try run("nosuch", [:]).status == 64) }
}
