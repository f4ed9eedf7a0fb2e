import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 12: names") struct NameTests {
  static let names = [
    "new\nline.md", "qu'o\"te.md", "-dash.md", " space .md", "tab\t.md", "ä ☃.md", "*?[.md",
  ]

  @Test(arguments: names) func anyNameCanBeRead(_ name: String) throws {
    let scene = try Scene()
    try scene.directory.write("work/\(name)", "# Found\n")
    let command = BuiltCommand("agent-extract", in: scene.directory)
    #expect(try command.run("--", name).output == "# Found\n")
    let record = try #require(try command.run("-j", ".").values.first)
    #expect(record["path"]?.string == name)
  }

  /// A name that is not UTF-8 is read like any other, and what a record calls it names it again.
  @Test func aNameNeedsNotBeUTF8() throws {
    let scene = try Scene()
    let result = try scene.shell(
      #"""
      mkdir odd; printf '# Found\n' >$'odd/bad\xff\xc3.md'
      agent-extract $'odd/bad\xff\xc3.md' && agent-extract odd | tail -n 1 && agent-extract -j odd >records
      agent-extract "$(jq -r .path records)"
      """#)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines == ["# Found", "# Found", "# Found"])
  }

  /// `-0` prints what `xargs -0` takes.
  @Test func namesCanEndWithNUL() throws {
    let scene = try Scene()
    let result = try scene.shell(
      "agent-session list --all -0 | xargs -0 -n 1 agent-session status -j | jq -r .session")
    #expect(result.lines == [scene.session, scene.other, scene.damaged])
  }

  /// A title with a newline or an escape is one line of the list.
  @Test func titlesKeepToTheirLine() throws {
    let scene = try Scene()
    let title = "two\nlines\u{1b}[31m 'quoted\" -j"
    let command = BuiltCommand("agent-session", in: scene.directory)
    #expect(try command.run("rename", scene.session, title).status == 0)
    let listed = try command.run("list", "--all")
    #expect(listed.lines.count == 3)
    #expect(!listed.output.contains("\u{1b}"))
    #expect(try command.run("status", title, "-j").values.first?["title"]?.string == title)
  }
}
