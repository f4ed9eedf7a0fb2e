import Testing

/// The reading of examples, which the other tests rest on.
@Suite struct ShellExampleTests {
  @Test(arguments: [
    ("exit 66\n", "exit 66", true),
    ("exit 65\n", "exit 66", false),
    ("exit 66\nmore\n", "exit 66", false),
    ("{\"a\":1}\n", "{\"a\":…}", true),
    ("{\"a\":1}\n", "{\"b\":…}", false),
    ("one\ntwo\nthree\n", "one\n…", true),
    ("one\ntwo\nthree\n", "…two…", true),
    ("one\ntwo\nthree\n", "…four…", false),
    ("", "…", true),
    ("ab\n", "ab…b", false),
  ])
  func comparesWithWildcards(actual: String, expected: String, fits: Bool) {
    #expect(ShellExample.matches(actual, expected) == fits)
  }

  @Test func readsTheBlocksOfAPage() {
    let page = ManualPage(
      fileName: "x.1",
      source: """
        .Sh EXAMPLES
        One:
        .Bd -literal -offset indent
        $ printf \\(aqa\\en\\(aq |
        cat |
        >   cat
        a
        $ true \\e
            now
        .\\" example: skip needs a screen
        $ false
        shown
        $ echo last
        .Ed
        .\\" example: skip needs a network
        .Bd -literal
        $ false
        .Ed
        .Sh SEE ALSO
        """)
    let examples = ShellExample.examples(in: page)
    #expect(examples.count == 1)
    #expect(
      examples.first?.steps == [
        .init(command: "printf 'a\\n' |\ncat |\n  cat", output: "a"), .init(command: "true \\\n    now"),
        .init(command: "echo last"),
      ])
  }

  @Test func readsTheBlocksOfMarkdown() {
    let text = "```sh\ntrue # a\n\ntrue\n```\n<!-- example: skip why -->\n```sh\nfalse\n```\n```\nno\n```\n"
    let examples = ShellExample.examples(inMarkdown: text)
    #expect(examples.map(\.steps) == [[.init(command: "true # a"), .init(command: "true")]])
  }

  @Test func readsOptionsAndVerbs() {
    let page = ManualPage(
      fileName: "agent-x.1",
      source: """
        .Sh DESCRIPTION
        Like
        .Fl z .
        .Bl -tag
        .It Fl n , Fl -dry-run
        As
        .Fl y .
        .El
        .Bl -tag
        .It Cm list Op Fl -limit Ar n
        .Bl -tag
        .It Fl -since Ns = Ns Ar time
        .El
        .It Cm next , Cm previous
        .Op Fl -far
        .El
        .Ss model list
        .It Fl Fl all
        """)
    let options = page.options(verbs: ["list", "next", "previous", "model list"])
    #expect(
      options == [
        "": ["-n", "--dry-run"], "list": ["--limit", "--since"], "next": ["--far"], "previous": ["--far"],
        "model list": ["--all"],
      ])
  }
}
