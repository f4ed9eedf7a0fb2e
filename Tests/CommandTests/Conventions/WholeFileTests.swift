import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 16: whole files, two at once") struct WholeFileTests {
  /// Two of the same command at the same time: both do their work, and everything is sound afterwards.
  @Test(arguments: Example.writers) func twoAtOnce(_ example: Example) throws {
    if example.arguments.contains("--repair") || ["delete", "prune"].contains(example.verb) { return }
    // Whoever drops a part of a log does not wait for another who does: that is 75, and nothing is lost.
    // What one has taken away is not there for the other.
    let known: [String: [Int32]] = [
      "archive": [0, 75], "mcp remove": [0, 66], "backup": [0, 73], "create": [0, 65], "edit": [0, 66],
      "remove": [0, 66], "clear": [0, 66], "restart": [0, 73],
    ]
    // One server a directory.
    let server: [Int32] = example.name == "agent-serve" ? [73] : []
    let statuses = [example.status] + (known[example.verb] ?? []) + server
    let scene = try Scene()
    let input = example.input == nil ? "/dev/null" : try scene.directory.write("input", scene.input(example)!)
    let result = try scene.shell(
      #""$@" <"$input" & "$@" <"$input"; a=$?; wait $!; exit $((a > $? ? a : $?))"#, example,
      environment: ["input": input])
    #expect(statuses.contains(result.status), "\(result.errors)")
    let check = try BuiltCommand("agent-session", in: scene.directory).run("fsck", scene.session, scene.other)
    #expect(check.status == 0, "\(check.output)")
    #expect(throws: Never.self) { try JSON(parsing: try scene.directory.read("runtime/agent_config.json")) }
  }

  @Test func manyAtOnceLoseNothing() throws {
    let scene = try Scene()
    let result = try scene.shell(
      """
      agent-config unset model
      seq 20 | xargs -P 8 -I{} agent-config set profiles='{}' max_requests={} >/dev/null 2>&1
      seq 20 | xargs -P 8 -I{} agent-session new --title 'at once {}'
      """)
    #expect(Set(result.lines).count == 20)
    let listed = try BuiltCommand("agent-session", in: scene.directory).run("list", "--all", "-j").values
    let titles = listed.compactMap { $0["title"]?.string }
    #expect((1...20).allSatisfy { titles.contains("at once \($0)") })
  }

  /// SIGKILL at any moment leaves the settings as they were or as they are to be.
  @Test func aKillLeavesTheOldOrTheNew() throws {
    let scene = try Scene()
    let result = try scene.shell(
      """
      for n in $(seq \(TestDose.count(25, full: 500))); do
        agent-config set max_requests=$n & pid=$!
        sleep 0.0$((RANDOM % 30 + 10)); kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
        jq -e .model "$AGENT_RUNTIME_DIR/agent_config.json" || exit 1
      done
      agent-config set max_requests=1000 && agent-config get max_requests
      """)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines.last == "1000")
    #expect(result.lines.dropLast().allSatisfy { $0 == "\"scripted\"" })
  }

  /// A file that may not grow, as on a full disk: 74, and everything that was there is there.
  @Test(arguments: Example.writers.filter { $0.status == 0 }) func aFullDiskKeepsTheOld(_ example: Example)
    throws
  {
    if ["delete", "prune", "model stop", "bootstrap"].contains(example.verb) { return }
    let scene = try Scene()
    let before = try scene.tree("runtime")
    let result = try scene.shell(#"ulimit -f 0; "$@" | cat; exit ${PIPESTATUS[0]}"#, example)
    #expect([73, 74].contains(result.status), "\(result.status) \(result.errors)")
    // SQLite does not tell why, and what a server in the background says is in its log.
    let reasons = ["too large", "File too large", "disk", "ended with status 74"]
    #expect(result.errorLines.contains { line in reasons.contains { line.contains($0) } }, "\(result.errors)")
    let after = try scene.tree("runtime")
    for (path, entry) in before where !entry.hasPrefix("4") {
      // What could not be appended is taken back, which changes the time.
      #expect(Self.contents(after[path]) == Self.contents(entry), "\(path) was changed")
    }
  }

  /// The mode and the digest, without the time.
  private static func contents(_ entry: String?) -> [Substring]? {
    entry?.split(separator: " ").enumerated().filter { $0.offset != 1 }.map(\.element)
  }
}
