import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite("Convention 27: what children inherit") struct ChildTests {
  /// A program that tells in the file `told` which descriptors and variables it was given.
  private static let spy = """
    #!/bin/bash
    cd "$(dirname "$0")"
    ls -l /proc/self/fd | sed -n 's/.* \\([0-9]*\\) -> /fd \\1 /p' >told
    env >>told
    """

  /// Programs that commands start, the file that stands in for each, and how they come to be started.
  static let children: [(program: String, script: String)] = [
    ("pdftohtml", "agent-extract ../file.pdf"),
    ("python3", "agent-config deps"),
    ("keys", "agent-turn --key-command ../bin/keys --provider chat --base-url $server --no-stdin hi"),
    ("editor", "script -qec 'EDITOR=../bin/editor agent-config edit' /dev/null"),
  ]

  @Test(arguments: children.indices) func theyGetThreeDescriptors(_ index: Int) throws {
    let (program, script) = Self.children[index]
    let scene = try Scene()
    try scene.directory.write("bin/\(program)", Self.spy, mode: 0o755)
    try scene.directory.write("file.pdf", "%PDF-1.4\n%%EOF\n")
    _ = try scene.shell(
      "PATH=\(scene.directory.path("bin")):$PATH; exec 7<../document.md 9>../leak; \(script)",
      environment: ["server": scene.serverURL, "OPENAI_API_KEY": "canary-91", "DISPLAY": ":77"])
    let told = try scene.directory.read("bin/told")
    let descriptors = told.split(separator: "\n").filter { $0.hasPrefix("fd ") }
    // ls(1) lists its own: 0 to 2, and that of the directory it reads.
    let beyond = descriptors.map { $0.split(separator: " ") }
      .filter { !["0", "1", "2"].contains($0[1]) && !$0[2].hasPrefix("/proc/") }
    #expect(beyond.isEmpty, "\(beyond)")
    #expect(!told.contains("leak") && !told.contains("document.md"))
    #expect(!told.contains(".ndjson") && !told.contains("/locks/"))
    if ["pdftohtml", "python3"].contains(program) {
      #expect(!told.contains("canary-91"), "a key was given to \(program)")
    }
  }
}
