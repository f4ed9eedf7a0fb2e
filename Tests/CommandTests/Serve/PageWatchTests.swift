import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The page of `--page`, in a browser.
@Suite struct PageWatchTests {
  /// Whether a browser is there; not asked in continuous integration, where it has to be.
  static var hasBrowser: Bool {
    Files.exists("/usr/lib/chromium/chromium-headless-shell") || ProcessEnvironment.read()["CI"] != nil
  }

  /// A browser that has the page open, and what it shows, step by step.
  private final class Watch {
    private let child: ChildProcess
    private var lines = LineReader()

    /// - Parameters:
    ///   - fragment: what stands behind the address.
    ///   - functions: what is asked, one after the other, each until it gives something.
    init(_ bench: OpenAIBench, _ fragment: String, _ functions: [String]) throws {
      child = try BuiltCommand("/usr/bin/python3", in: bench.directory).spawn(
        [
          Checkout.path("Tests/Peers/page_watch.py"), bench.directory.path("browser"),
          "\(bench.url)/\(fragment)",
        ] + functions)
    }

    deinit {
      child.signal(SIGTERM)
      _ = child.wait()
    }

    /// What the next function gave; at the end an object with what the page has logged.
    func next() throws -> JSON {
      while true {
        if let line = try lines.next() { return try JSON(parsing: line.bytes) }
        let bytes = try IO.read(child.standardOutput)
        if bytes.isEmpty {
          let errors = String(decoding: try IO.read(child.standardError), as: UTF8.self)
          throw AgentError(.internalError, "the page does not show it: \(errors)")
        }
        lines.append(bytes)
      }
    }
  }

  @Test func withoutTheOptionThereIsNone() throws {
    let bench = try OpenAIBench([])
    #expect(try bench.ask("/").status == 404)
  }

  @Test func thePageIsForAnyoneAndItsPolicyIsStrict() throws {
    let bench = try OpenAIBench(["--page"])
    let answer = try bench.ask("/", token: "none")
    #expect(answer.status == 200)
    #expect(answer.header("content-type") == "text/html; charset=utf-8")
    #expect(answer.header("content-security-policy")?.hasPrefix("default-src 'none'") == true)
    #expect(answer.header("x-content-type-options") == "nosniff")
    #expect(answer.body.count < 20_000)
    #expect(!answer.text.contains(bench.token))
    #expect(try bench.ask("/sessions", token: "none").status == 401)
  }

  /// The token is in the fragment, and gone from the address at once; a turn that begins later is seen to run, what it
  /// says is seen before it ends, and markup in it is only text.
  @Test(.enabled(if: PageWatchTests.hasBrowser)) func aTurnIsSeenWhileItRuns() throws {
    let bench = try OpenAIBench(
      ["--page"], [.text("<img src=x onerror=document.title='owned'> one")],
      then: .text("slow words that come and then nothing more").deltas(of: 3).stalled(at: 2000))
    let turn = BuiltCommand("agent-turn", in: bench.directory)
    #expect(try turn.run("--no-stdin", "first question").status == 0)
    let session = try #require(try bench.sessions().first?["id"]?.string)
    let users = "[...document.querySelectorAll('.user')].map(row => row.textContent)"
    let page = try Watch(
      bench, "#token=\(bench.token)",
      [
        "() => document.querySelector('#list button')?.dataset.id",
        "() => document.querySelector('.agent')?.textContent",
        "() => \(users).length > 1 && \(users)",
        "() => document.querySelector('.partial')?.textContent.includes('come') && 'it comes'",
        "() => document.getElementById('status').textContent.includes('1 running') && 'it runs'",
        "() => `${location.href} ${document.title}`",
      ])
    #expect(try page.next() == .string(session))
    #expect(try page.next() == "<img src=x onerror=document.title='owned'> one")
    let running = try turn.spawn(
      ["-s", session, "--no-stdin", "second question"], output: .null, error: .null)
    defer {
      running.signal(SIGTERM)
      _ = running.wait()
    }
    #expect(try page.next() == ["first question", "second question"])
    #expect(try page.next() == "it comes")
    #expect(try page.next() == "it runs")
    #expect(try page.next() == .string("\(bench.url)/ agent-serve"))
    #expect(try page.next() == ["logged": []])
  }

  @Test(.enabled(if: PageWatchTests.hasBrowser)) func theTokenIsTypedInWhereItIsMissing() throws {
    let bench = try OpenAIBench(["--page"], then: .text("an answer"))
    #expect(try BuiltCommand("agent-turn", in: bench.directory).run("--no-stdin", "a question").status == 0)
    let page = try Watch(
      bench, "",
      [
        "() => !document.getElementById('door').hidden && !document.querySelector('#list button') && 'asked'",
        """
        () => { document.getElementById('token').value = '\(bench.token)'; \
        document.querySelector('#door button').click(); return 'typed'; }
        """,
        "() => document.querySelector('.agent')?.textContent",
        "() => document.getElementById('door').hidden && document.getElementById('token').value === '' && 'closed'",
      ])
    #expect(try page.next() == "asked")
    #expect(try page.next() == "typed")
    #expect(try page.next() == "an answer")
    #expect(try page.next() == "closed")
  }
}
