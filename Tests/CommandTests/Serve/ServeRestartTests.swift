import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// `POST /restart`: the server that answers is followed by another.
@Suite struct ServeRestartTests {
  private func other(_ bench: ServeBench, than pid: Int) -> Int? {
    var found: Int?
    let isThere = AbuseTests.waits {
      found = bench.file["pid"]?.int
      return found != nil && found != pid && (try? bench.ask("GET", "/health").status) == 200
    }
    return isThere ? found : nil
  }

  @Test func oneThatNoUnitOwnsIsFollowedByItsLike() throws {
    let bench = try ServeBench(["--idle-exit", "10m"])
    defer { _ = try? bench.output("agent-serve", "stop") }
    let pid = Int(bench.child.pid)
    let answer = try bench.ask("POST", "/restart", [:])
    #expect(
      answer.status == 202 && answer.json["restarting"] == true && answer.json["wakeup_persisted"] == false)
    #expect(bench.child.wait(until: .after(milliseconds: 20_000)) == .code(0))
    #expect(try #require(other(bench, than: pid)) != pid)
    // With the options that it had.
    #expect(bench.file["arguments"] == ["--idle-exit=10m"])
  }

  /// systemctl is what restarts a unit; a program of that name stands in for it and tells what it was asked.
  @Test func aUnitIsRestartedByItsManager() throws {
    let directory = TestDirectory()
    defer { withExtendedLifetime(directory) {} }
    let program = try directory.write(
      "bin/systemctl", "#!/bin/sh\necho \"$*\" >>\"$HOME/asked\"\nexit 0\n", mode: 0o755)
    let bench = try ServeBench(environment: [
      "PATH": Path.parent(program) + ":/usr/bin:/bin", "INVOCATION_ID": "x", "NOTIFY_SOCKET": "/nowhere",
    ])
    #expect(try bench.ask("POST", "/restart", [:]).status == 202)
    #expect(
      AbuseTests.waits {
        (try? bench.directory.read("home/asked"))?.contains("restart agent-serve.service") == true
      }
    )
    // It is the manager that ends it, and nobody else.
    #expect(try bench.ask("GET", "/health").status == 200)
  }

  /// The prompt is stored before anything ends; the continuation runs once.
  @Test func whatIsToFollowComesOnce() throws {
    let bench = try ServeBench(model: try ScriptedModelServer())
    defer { _ = try? bench.output("agent-serve", "stop") }
    let pid = Int(bench.child.pid)
    _ = try bench.ask("POST", "/turns?wait=1", ["prompt": "first"])
    let answer = try bench.ask("POST", "/restart", ["prompt": "and now go on", "title": "after"])
    #expect(answer.status == 202 && answer.json["wakeup_persisted"] == true, "\(answer.text)")
    #expect(bench.model?.waitForRequests(2) == true)
    #expect(bench.model?.bodies.last?.text.contains("and now go on") == true)
    _ = other(bench, than: pid)
    #expect(bench.model?.requests.count == 2)
  }
}
