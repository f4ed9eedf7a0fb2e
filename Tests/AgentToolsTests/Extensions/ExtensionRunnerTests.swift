import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct ExtensionRunnerTests {
  let bench = ToolBench()

  /// A tool `x` that is this script.
  private func script(_ text: String, _ description: String = "") throws {
    try bench.extend("tools/x", "#!/bin/bash\n\(text)\n")
    try bench.extend(
      "tools/x.tool.json", "{\"description\":\"d\"\(description.isEmpty ? "" : ",")\(description)}",
      mode: 0o600)
  }

  @Test(arguments: [
    ("", #"{"a":[1],"b":"x y"}"#, "cat", #"{"a":[1],"b":"x y"}"#),
    (#""type":"custom""#, #"{"input":"raw 'text'"}"#, "cat", "raw 'text'"),
    (
      #""input":"argv","operands":["name"],"parameters":{"type":"object","properties":{"name":{},"n":{}}}"#,
      #"{"name":"a b","n":3}"#, "printf '<%s>' \"$@\"", "<--n><3><a b>"
    ),
    (
      #""input":"raw","parameters":{"type":"object","properties":{"q":{"type":"string"}}}"#, #"{"q":"t"}"#,
      "cat", "t"
    ),
  ])
  func argumentsReachTheProgram(_ members: String, _ arguments: String, _ script: String, _ output: String)
    throws
  {
    try self.script(script, members)
    #expect(try bench.call("x", JSON(parsing: arguments)).text == output)
  }

  @Test func whatAProgramKnows() throws {
    try script(
      "echo $AGENT_SESSION $AGENT_CALL_ID $AGENT_TOOL $PWD; basename $AGENT_OUTPUT; cat $(dirname $0)/part")
    try bench.extend("tools/part", "beside it\n", mode: 0o600)
    let work = try Path.resolved(bench.directory.work)
    #expect(try bench.call("x", [:]).text == "s c x \(work)\nparts\nbeside it\n")
  }

  @Test func itRunsWhereItsDescriptionSays() throws {
    try bench.file("sub/file", "")
    try script("pwd; ls", #""cwd":"sub""#)
    #expect(try bench.call("x", [:]).text == "\(Path.resolved(bench.directory.work))/sub\nfile\n")
  }

  @Test(arguments: [
    ("echo why; exit 2", 2, "Refused: why"), ("echo why >&2; exit 2", 2, "Refused: why"),
    ("exit 2", 2, "Refused: no reason was given"), ("exit 7", 7, "Error: exit status 7"),
    ("echo out; echo err >&2; exit 1", 1, "Error: exit status 1\nout\nerr"),
    ("kill -9 $$", 137, "Error: exit status 137"),
  ])
  func theStatusSaysHowItEnded(_ text: String, _ status: Int, _ words: String) throws {
    try script(text)
    let output = try bench.call("x", [:])
    #expect(!output.succeeded && output.itemFields["exit_code"] == .int(status))
    #expect(output.text == words)
  }

  @Test func wordsForTheUserAreNoResult() throws {
    try script("echo log >&2; echo result")
    let output = try bench.call("x", [:])
    #expect(output.text == "result\n" && output.itemFields["log"] == "log")
    try script("for i in $(seq 3000); do echo line $i >&2; done; exit 1")
    let failed = try bench.call("x", [:])
    #expect(failed.text.utf8.count < 2200 && failed.text.hasSuffix("line 3000"))
  }

  @Test func aJSONResultIsJSON() throws {
    try script("echo '{\"a\":1}'", #""output":"json""#)
    #expect(try bench.call("x", [:]).succeeded)
    try script("echo '{a:1}'", #""output":"json""#)
    #expect(try bench.call("x", [:]).text.hasPrefix("Error: the result is not JSON"))
  }

  @Test func moreThanTheModelGetsIsInAFile() throws {
    try script("head -c 3000000 /dev/zero | tr '\\0' x")
    let output = try bench.call("x", [:])
    let file = try #require(output.itemFields["output_file"]?.string)
    #expect(try Files.status(file)?.st_size == 3_000_000)
    #expect(output.itemFields["truncated"]?["bytes"]?.int ?? 0 > 1_000_000)
  }

  // MARK: - Parts

  static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]

  @Test func partsStandBesideTheWords() throws {
    try bench.directory.write("work/in-workspace.png", Self.png)
    try script(
      """
      d=$(dirname "$AGENT_OUTPUT"); cp in-workspace.png "$d/own.png"
      echo words
      echo '{"type":"text","text":"more"}' >>"$AGENT_OUTPUT"
      echo '{"type":"image","path":"in-workspace.png"}' >>"$AGENT_OUTPUT"
      echo "{\\"type\\":\\"image\\",\\"path\\":\\"$d/own.png\\"}" >>"$AGENT_OUTPUT"
      echo "{\\"type\\":\\"image\\",\\"data\\":\\"$(base64 -w0 <in-workspace.png)\\"}" >>"$AGENT_OUTPUT"
      """)
    let output = try bench.call("x", [:])
    #expect(output.text == "words\n\nmore")
    #expect(
      output.images == [ToolImage](repeating: ToolImage(mediaType: "image/png", bytes: Self.png), count: 3))
    #expect(try Files.list(bench.directory.path("runtime/workfolder")).isEmpty)
  }

  @Test func standardOutputMayBeParts() throws {
    try bench.directory.write("work/a.png", Self.png)
    try script(
      #"echo '{"type":"text","text":"seen"}'; echo '{"type":"image","path":"a.png"}'"#, #""output":"parts""#)
    let output = try bench.call("x", [:])
    #expect(output.text == "seen" && output.images.map(\.bytes) == [Self.png])
    try script("echo nonsense", #""output":"parts""#)
    #expect(throws: AgentError.self) { try bench.call("x", [:]) }
    try script("echo why; exit 1", #""output":"parts""#)
    #expect(try bench.call("x", [:]).text == "Error: exit status 1\nwhy")
  }

  @Test(arguments: [
    (#"{"type":"image","path":"/etc/passwd"}"#, "outside"), (#"{"type":"image","path":"link"}"#, "outside"),
    (#"{"type":"image","data":"!"}"#, "Base64"), (#"{"type":"image","data":"QUJD"}"#, "is no PNG"),
    (#"{"type":"sound"}"#, "'type'"), ("{", "not JSON"), (#"{"type":"image","path":"fifo"}"#, "regular"),
  ])
  func partsAreNotTrusted(_ part: String, _ words: String) throws {
    bench.link("link", to: "/etc/passwd")
    mkfifo(bench.directory.path("work/fifo"), 0o600)
    try script("echo '\(part)' >\"$AGENT_OUTPUT\"")
    let error = #expect(throws: AgentError.self) { try bench.call("x", [:]) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func linksInTheCallsDirectoryLeadNowhere() throws {
    try script("ln -s /etc/passwd \"$AGENT_OUTPUT\"")
    #expect(throws: AgentError.self) { try bench.call("x", [:]) }
    #expect(Files.exists("/etc/passwd"))
  }

  // MARK: - Confinement

  @Test func itIsConfinedLikeBash() throws {
    try bench.directory.write("home/secret", "SECRET")
    try bench.directory.write("runtime/auth.json", "SECRET")
    try script(
      """
      cat \(bench.directory.path("home/secret")) \(bench.directory.path("runtime/auth.json"))
      echo x >made; echo x >$(dirname $0)/made; echo x >\(bench.directory.path("outside"))
      (exec 3<>/dev/tcp/127.0.0.1/22) 2>&1; echo done
      """)
    #expect(try bench.call("x", [:]).text.hasSuffix("done\n"))
    for name in ["work/made", "runtime/tools/made", "outside"] {
      #expect(!Files.exists(bench.directory.path(name)), "\(name)")
    }
    #expect(try !bench.call("x", [:]).text.contains("SECRET"))
    _ = try bench.call("x", [:]) { $0.mode = .workspace }
    #expect(Files.exists(bench.directory.path("work/made")))
  }

  @Test func whatItsDescriptionFileGrants() throws {
    let place = bench.directory.path("granted")
    try Files.makeDirectory(place)
    try script(
      "echo x >\(place)/made; echo ${MY_TOKEN-none}", #""writable":["\#(place)"],"env":["MY_TOKEN"]"#)
    let runner = ExtensionRunner(bench.host({ _ in }, ["MY_TOKEN": "t", "OTHER_TOKEN": "u"]))
    let output = try runner.run(bench.found("x", .tools, runner.host), [:], in: bench.context())
    #expect(output.text == "t\n" && Files.exists("\(place)/made"))
  }
}
