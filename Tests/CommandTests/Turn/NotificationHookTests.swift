import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The sample of a hook that tells the desktop of the end of a turn.
@Suite struct NotificationHookTests {
  private static let sample = "\(SampleBench.samples)/hooks/turn.after.d/notify"

  /// The hook as a user installs it, with the bus that he names.
  private func install(_ bus: String, in directory: TestDirectory) throws {
    try directory.write(
      "runtime/hooks/turn.after.d/notify",
      "#!/bin/sh\nexport XDG_RUNTIME_DIR=/nonexistent \(bus)\nexec '\(Self.sample)'\n", mode: 0o700)
  }

  @Test(.enabled(if: SampleBench.has("dunst", "dunstctl", "Xvfb", "dbus-daemon", "notify-send")))
  func theEndOfATurnIsOnTheDesktop() throws {
    let bench = try TurnBench([.text("done"), .status(400, body: "{}")])
    let desktop = try SampleBench(bench.directory)
    let bus = "DBUS_SESSION_BUS_ADDRESS=unix:path=\(bench.directory.path("bus"))"
    let environment = [
      "DISPLAY": try desktop.display(), "DBUS_SESSION_BUS_ADDRESS": String(bus.dropFirst(25)),
    ]
    try bench.directory.write(
      "bus.conf",
      """
      <busconfig><type>session</type><listen>unix:path=\(bench.directory.path("bus"))</listen>
      <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
      <allow own="*"/></policy></busconfig>
      """)
    try desktop.start(["dbus-daemon", "--nofork", "--config-file=\(bench.directory.path("bus.conf"))"])
    #expect(bench.directory.waitForFile("bus"))
    try bench.directory.write("dunstrc", "[global]\n")
    try desktop.start(["dunst", "-conf", bench.directory.path("dunstrc")], environment)
    #expect(try desktop.wait { try desktop.shell("dunstctl count", environment).status == 0 })
    try install(bus, in: bench.directory)

    /// Summary and body of what is shown, which is then put away.
    func shown() throws -> [[String?]] {
      #expect(try desktop.shell("dunstctl close-all", environment).status == 0)
      var all: [[String?]] = []
      _ = try desktop.wait {
        let history = try JSON(parsing: desktop.shell("dunstctl history", environment).output)
        all = (history["data"]?[0]?.array ?? []).map { entry in
          [entry["summary"]?["data"]?.string, entry["body"]?["data"]?.string]
        }
        return !all.isEmpty
      }
      return all
    }
    let result = try bench.run("--title", "a <b> & c", "go")
    #expect(result.status == 0 && result.output == "done\n", "\(result.errors)")
    #expect(try shown() == [["Turn done", "a &lt;b&gt; &amp; c"]])
    #expect(try bench.run("-c", "more").status == 1)
    #expect(try shown().first == ["Turn failed", "a &lt;b&gt; &amp; c"])
  }

  /// No bus, a bus that nobody listens on, and no notify-send: the turn is as it would be without the hook.
  @Test(arguments: ["", "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus", "PATH=/nonexistent"])
  func withoutADesktopItIsSilent(bus: String) throws {
    let bench = try TurnBench([.text("done"), .text("done")])
    let without = try bench.run("-j", "go")
    try install(bus, in: bench.directory)
    let with = try bench.run("-j", "go")
    #expect(with.status == 0 && with.errors == "")
    #expect(with.values.map { $0["type"] } == without.values.map { $0["type"] }, "\(with.output)")
  }
}
