import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Bars and trays.
@Suite struct SampleTests {
  /// A tmux in a tmux: the status line of the inner one is on the screen of the outer.
  @Test(.enabled(if: SampleBench.has("tmux"))) func tmuxShowsItAndItsMenuStartsTheService() throws {
    let bench = try SampleBench()
    let directory = bench.directory
    defer { _ = try? bench.shell("tmux -S outer kill-server; tmux -S inner kill-server") }
    try directory.write(
      "work/tmux.conf",
      "set -g status-left READY\nset -g status-right ''\nsource-file '\(SampleBench.samples)/tmux/agent.conf'\n"
    )
    try bench.shell(
      "tmux -S inner -f tmux.conf new-session -d -x 120 -y 20 'exec cat' && "
        + "tmux -S outer -f /dev/null new-session -d -x 120 -y 22 'unset TMUX; exec tmux -S inner attach'")
    func screen() -> String { (try? bench.shell("tmux -S outer capture-pane -p").output) ?? "" }
    #expect(bench.wait { screen().contains("READY") })
    // The session comes later.
    _ = try bench.makeSession()
    #expect(bench.wait { screen().contains(" m#1 12% failed") }, "\(screen())")
    for (key, call) in [("s", ["start"]), ("t", ["start", "stop"])] {
      try bench.shell("tmux -S outer send-keys C-b A")
      #expect(bench.wait { screen().contains("Stop the service") }, "\(screen())")
      try bench.shell("tmux -S outer send-keys \(key)")
      #expect(bench.wait { bench.calls == call }, "\(bench.calls)")
    }
  }

  @Test(.enabled(if: SampleBench.has("i3blocks"))) func i3blocksShowsItAndAClickStartsTheService() throws {
    let bench = try SampleBench()
    _ = try bench.makeSession()
    let command = BuiltCommand("/usr/bin/env", in: bench.directory, environment: bench.environment)
    let bar = try command.spawn(
      ["i3blocks", "-c", "\(SampleBench.samples)/i3blocks/agent.conf"], input: .pipe, error: .null)
    defer {
      close(bar.standardInput)
      bar.signalGroup(SIGKILL)
      _ = bar.wait()
      close(bar.standardOutput)
    }
    var text = ""
    func wait(for words: String) -> Bool {
      while !text.contains(words) {
        guard IO.poll(bar.standardOutput, for: POLLIN, timeout: 20_000) != 0,
          let bytes = try? IO.read(bar.standardOutput), !bytes.isEmpty
        else { return false }
        text += String(decoding: bytes, as: UTF8.self)
      }
      return true
    }
    #expect(wait(for: #""full_text":"m#1 12% failed","short_text":"failed""#), "\(text)")
    #expect(wait(for: #""full_text":"not served""#), "\(text)")
    try IO.writeAll(
      bar.standardInput, Array("[{\"name\":\"agent-service\",\"button\":1,\"x\":1,\"y\":1}\n".utf8))
    #expect(wait(for: #""full_text":"served""#), "\(text)")
    #expect(bench.calls == ["start"])
    // Each line behind the header is a bar as i3bar reads it.
    for line in text.split(separator: "\n").dropFirst(2) where line.hasSuffix("]") {
      #expect(throws: Never.self) { try JSON(parsing: String(line.drop { $0 == "," })) }
    }
  }

  // MARK: - Tray

  @Test(.enabled(if: SampleBench.has("yad", "Xvfb"))) func theTrayFollows() throws {
    let bench = try SampleBench()
    let id = try bench.makeSession()
    // What yad is told is kept on its way to it.
    try bench.directory.write(
      "programs/yad",
      #"""
      #!/bin/sh
      printf '%s\n' "$@" >"$HOME/arguments"
      tee "$HOME/told" | { /usr/bin/yad "$@" 2>"$HOME/complaints"; echo $? >"$HOME/status"; }
      """#, mode: 0o755)
    let display = try bench.display()
    let tray = try bench.start(["\(SampleBench.samples)/tray/agent-tray"], ["DISPLAY": display])
    func told() -> String { (try? bench.directory.read("home/told")) ?? "" }
    #expect(
      bench.wait { told() == "icon:dialog-error\ntooltip:agent: failed a <b> & #1 !x|y\n" }, "\(told())")
    #expect(try BuiltCommand("agent-session", in: bench.directory).run("rename", id, "two").status == 0)
    #expect(bench.wait { told().hasSuffix("tooltip:agent: failed two\n") }, "\(told())")
    tray.signal(SIGTERM)
    #expect(tray.end() == .code(143))
    #expect(bench.wait { followers(of: bench) == 0 })
    #expect(try bench.directory.read("home/complaints") == "")
    // What the menu says is what a shell can do.
    let arguments = try bench.directory.read("home/arguments").split(separator: "\n")
    let menu = try #require(arguments.first { $0.hasPrefix("--menu=") }).dropFirst(7).split(separator: "|")
    let commands = menu.map { $0.split(separator: "!").last.map(String.init) ?? "" }
    #expect(commands == ["x-terminal-emulator -e agent", "agent-serve start", "agent-serve stop", "quit"])
    for command in commands[1...2] { #expect(try bench.shell(command).status == 0) }
    #expect(bench.calls == ["start", "stop"])
  }

  /// Where there is no display, or yad is closed, nothing stays behind.
  @Test(.enabled(if: SampleBench.has("yad"))) func theTrayEndsWithItsIcon() throws {
    let bench = try SampleBench()
    _ = try bench.makeSession()
    let tray = try bench.start(["\(SampleBench.samples)/tray/agent-tray"])
    let exit = tray.end()
    #expect(exit != nil && exit != .code(0) && exit != .signal(SIGKILL), "\(String(describing: exit))")
    #expect(bench.wait { followers(of: bench) == 0 })
  }

  /// How many processes follow the status in the test's own runtime directory.
  private func followers(of bench: SampleBench) -> Int {
    let mark = Array("AGENT_RUNTIME_DIR=\(bench.directory.runtime)".utf8)
    return ((try? Files.list("/proc")) ?? []).count { process in
      guard process.first?.isNumber == true,
        let words = try? Files.read("/proc/\(process)/cmdline"),
        words.split(separator: 0).contains(where: { $0.elementsEqual("--follow".utf8) }),
        let variables = try? Files.read("/proc/\(process)/environ")
      else { return false }
      return variables.split(separator: 0).contains { $0.elementsEqual(mark) }
    }
  }

  // MARK: - waybar

  private func waybarModule() throws -> JSON {
    let text = String(decoding: try Files.read("\(SampleBench.samples)/waybar/agent.jsonc"), as: UTF8.self)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("//") }
    return try #require(try JSON(parsing: lines.joined(separator: "\n"))["custom/agent"])
  }

  /// The keys are those of waybar-custom(5), and the commands do what they are for.
  @Test func waybarsModuleIsOne() throws {
    let bench = try SampleBench()
    _ = try bench.makeSession()
    let module = try waybarModule()
    #expect(module.object?.keys == ["exec", "return-type", "restart-interval", "on-click"])
    let follow = try #require(module["exec"]?.string)
    let line = try bench.shell("\(follow) | head -n 1").values.first
    #expect(line?["text"] == "m#1 12% failed" && line?["class"] == "failed" && line?["percentage"] == 12)
    #expect(line?["tooltip"] == "a &lt;b&gt; &amp; #1 !x|y: failed")
    let click = try #require(module["on-click"]?.string)
    for expected in [["start"], ["start", "stop"], ["start", "stop", "start"]] {
      #expect(try bench.shell(click).status == 0)
      #expect(bench.calls == expected)
    }
  }

  /// waybar itself, on a display that sway makes up.
  @Test(.enabled(if: SampleBench.has("waybar", "sway"))) func waybarTakesIt() throws {
    let bench = try SampleBench()
    _ = try bench.makeSession()
    let directory = bench.directory
    try directory.write(
      "work/bar.json",
      #"{"include":["\#(SampleBench.samples)/waybar/agent.jsonc"],"modules-right":["custom/agent"]}"#,
      mode: 0o644)
    let log = directory.path("work/bar.log")
    try directory.write(
      "work/sway.conf",
      "exec waybar -l debug -c \(directory.path("work/bar.json")) >\(log) 2>&1\n", mode: 0o644)
    // sway does not run as root.
    #expect(
      try bench.shell("chmod -R a+rwX .. && { [ $(id -u) != 0 ] || chown -R 65534:65534 ..; }").status == 0)
    for name in ["work", "runtime"] { chmod(directory.path(name), 0o700) }
    let sway = try bench.start(
      Array(Unprivileged.prefix.dropFirst(Unprivileged.prefix == ["/usr/bin/env"] ? 1 : 0))
        + ["sway", "-c", directory.path("work/sway.conf")],
      [
        "WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman",
        "GDK_BACKEND": "wayland",
      ])
    func text() -> String { (try? directory.read("work/bar.log")) ?? "" }
    #expect(
      bench.wait { text().contains("label#custom-agent") && text().contains("Bar configured") }, "\(text())")
    #expect(bench.wait { followers(of: bench) == 1 })
    #expect(!text().contains("[error]"), "\(text())")
    sway.signal(SIGTERM)
    #expect(sway.end() != nil)
    // Nothing is written any more when the directory is removed.
    #expect(bench.wait { followers(of: bench) == 0 })
  }
}
