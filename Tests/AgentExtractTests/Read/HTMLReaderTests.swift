@testable import AgentExtract
import Testing

struct HTMLReaderTests {
  private func text(_ page: String, main: Bool = false) throws -> String {
    var runner = ExtractionRunner()
    runner.request.options.mainContent = main
    return try runner.run(page, as: "a.html").text
  }

  @Test(arguments: [
    ("<h2>A  <i>b</i></h2>", "## A *b*\n"), ("<p>a<p>b", "a\n\nb\n"), ("a<br>b", "a  \nb\n"),
    ("<a href='https://e.org'>x</a>", "[x](https://e.org)\n"), ("<a href='javascript:x()'>x</a>", "x\n"),
    ("<a href='javascript:\u{301}x()'>x</a>", "x\n"),
    ("<ul><li>a<ol start=3><li>b</ol><li>c</ul>", "- a\n  3. b\n- c\n"),
    ("<pre class='language-c'><code>a\n  b</code></pre>", "```c\na\n  b\n```\n"),
    ("<ol start=9223372036854775807><li>a<li>b</ol>", "999999999. a\n1000000000. b\n"),
    ("<ol start=' -9 '><li>a</ol>", "0. a\n"), ("<ol start=x><li>a</ol>", "1. a\n"),
    ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b\n"), ("<script>x</script><style>y</style>z", "z\n"),
    ("<p hidden>x</p><p style='display: none'>y</p>z", "z\n"),
    ("<img alt='cat' src='c.png'>", "![cat](c.png)\n"),
    ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ("<table><tr><td><h1>x</h1></td><td>y</td></tr></table>", "# x\n\ny\n"),
    ("a &amp; b &euro;", "a & b €\n"),
    ("<b>a</b><b>b</b>", "**ab**\n"), ("<div>a</div><div>b</div>", "a\n\nb\n"),
  ])
  func elements(_ page: String, _ expected: String) throws {
    #expect(try text(page) == expected)
  }

  @Test func aWideRowDoesNotWidenTheOthers() throws {
    let wide = "<tr>" + String(repeating: "<td colspan=200>x", count: 3000) + "</tr>"
    let rows = String(repeating: "<tr><td>a", count: 3000)
    let table = try text("<table>" + wide + rows + "</table>")
    #expect(table.utf8.count < 3_000_000)
    #expect(table.hasSuffix("\n| a |" + String(repeating: "  |", count: 255) + "\n"))
  }

  @Test func theEncodingIsDeclared() throws {
    let page = Array("<meta charset=windows-1251><p>".utf8) + [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]
    #expect(try ExtractionRunner().run(page, as: "a.html").text == "Привет\n")
  }

  @Test func depthCostsNothing() throws {
    let deep = String(repeating: "<div><ul><li>", count: 5000) + "text"
    #expect(try text(deep).contains("text"))
    #expect(try text(deep, main: true).contains("text"))
  }

  @Test func aPageWithoutAnArticleLosesItsNavigationAllTheSame() throws {
    #expect(try text("<nav>Menu</nav><h1>Title</h1><p>Text.</p>", main: true) == "# Title\n\nText.\n")
    #expect(try text("<form><p>All in a form.</p></form>", main: true) == "All in a form.\n")
  }

  @Test func mainContentLeavesTheFrameOut() throws {
    let paragraph =
      "<p>This is a long sentence, with commas, that says something of interest to its readers.</p>"
    let page = """
      <html><head><title>T</title></head><body><nav><a href=/>Home</a></nav><div class="sidebar"><a href=/x>Other</a></div>
      <div class="article"><h2>Sub</h2>\(String(repeating: paragraph, count: 6))</div><footer>Imprint</footer></body></html>
      """
    let main = try text(page, main: true)
    #expect(main.hasPrefix("## Sub\n\nThis is"))
    #expect(!main.contains("Home") && !main.contains("Other") && !main.contains("Imprint"))
    #expect(try text(page).contains("Imprint"))
  }
}
