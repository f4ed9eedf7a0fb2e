import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// A key that tools look for, everywhere they can: it is in no event, session, log, output or process.
@Suite struct CanaryTests {
  private static let canary = TurnBench.canary

  /// Where the key is, and the options and variables that lead to it.
  enum Source: String, CaseIterable, Sendable {
    case environment, settings, environmentFile, keyFile
  }

  private func place(_ source: Source, _ bench: TurnBench) throws -> (
    variables: [String: String], options: [String]
  ) {
    switch source {
    case .environment: return (["AGENT_API_KEY": Self.canary, "OPENAI_API_KEY": Self.canary], [])
    case .settings:
      try bench.directory.write("runtime/agent_config.json", #"{"api_key":"\#(Self.canary)"}"#)
      return ([:], [])
    case .environmentFile:
      try bench.directory.write("runtime/.env", "AGENT_API_KEY=\(Self.canary)\n")
      return ([:], [])
    case .keyFile:
      try bench.directory.write("home/key", Self.canary + "\n")
      return ([:], ["--key-file", bench.directory.path("home/key")])
    }
  }

  /// What a tool may try: its own environment and argv, those of its parents, and the files that hold keys.
  private static let looks = [
    "env; set; export -p", "cat /proc/self/environ /proc/self/cmdline | tr '\\0' '\\n'",
    "cat /proc/*/environ /proc/*/cmdline 2>/dev/null | tr '\\0' '\\n'",
    "cat RUNTIME/.env RUNTIME/agent_config.json HOME/key; ls -la RUNTIME HOME",
    "base64 -w0 RUNTIME/.env RUNTIME/agent_config.json HOME/key; xxd -p RUNTIME/.env",
    "env >&2; exit 3",
  ]

  private func calls(_ bench: TurnBench, _ looks: [String] = Self.looks) -> [ScriptedReply] {
    looks.map { look in
      .toolCall(
        "bash",
        [
          "command": .string(
            look.replacing("RUNTIME", with: bench.directory.runtime).replacing(
              "HOME", with: bench.directory.home))
        ])
    }
  }

  @Test(arguments: Source.allCases)
  func noToolFindsIt(_ source: Source) throws {
    for options in [["-j", "--deltas", "-v"], ["-w", "-v"]] {
      let bench = try TurnBench()
      let (variables, keyOptions) = try place(source, bench)
      let script = calls(bench)
      let served = try TurnBench { _, number in number < script.count ? script[number] : .text("ok") }
      let result = try bench.command(variables).run(
        ["--provider", "responses", "--base-url", served.server.baseURL, "-m", "scripted"] + keyOptions
          + options
          + ["go"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(served.server.requests.count == script.count + 1)
      #expect(served.server.requests.allSatisfy { $0.headers["authorization"] == "Bearer \(Self.canary)" })
      try expectNowhere(result, bench, sentTo: served.server)
    }
  }

  /// Where a person has taken the sandbox away the files can be read; what they hold is taken out of what is
  /// printed and kept, also as base64 and in hexadecimal digits.
  @Test func withoutASandboxItIsTakenOut() throws {
    let bench = try TurnBench()
    // Other processes of this machine are none of this test's.
    let script = calls(bench, Self.looks.filter { !$0.contains("/proc/*") })
    let served = try TurnBench { _, number in number < script.count ? script[number] : .text("ok") }
    let (_, options) = try place(.environmentFile, bench)
    let result = try bench.command().run(
      ["--provider", "responses", "--base-url", served.server.baseURL, "-m", "scripted"] + options
        + ["--sandbox", "off", "--approve", "all", "-j", "go"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("<secret>"))
    try expectNowhere(result, bench, sentTo: served.server)
  }

  /// Hooks are the user's own and may read his keys; what they say is told without them. So is what context
  /// providers say where nothing confines them, and what is cut in two by the pieces that it comes in.
  @Test func hooksAndProvidersDoNotTellIt() throws {
    let hooks = try HookBench()
    let bench = hooks.bench
    let look = "head -c 15 ../key; sleep 0.2; tail -c +16 ../key; echo; cat ../runtime/.env"
    let served = try TurnBench([.toolCall("bash", ["command": .string(look)])])
    _ = try place(.environmentFile, bench)
    try bench.directory.write("key", Self.canary)
    let file = bench.directory.path("runtime/.env")
    try hooks.hook("message.submit.before.d/a", "cat \(file)")
    try hooks.hook("turn.before.d/a", "cat \(file); cat \(file) >&2; exit 1")
    try hooks.hook(
      "tool.call.before.d/a",
      "printf '{\"systemMessage\":\"%s\",\"additionalContext\":\"%s\"}' $(cat \(file) \(file))")
    try hooks.hook("tool.call.after.d/a", "cat \(file) >&2; exit 2")
    try hooks.hook(
      "turn.stop.d/a", "case $input in *'\"stop_hook_active\":false'*) cat \(file) >&2; exit 2;; esac")
    try hooks.hook("turn.after.d/a", "printf '{\"systemMessage\":\"%s\"}' $(cat \(file))")
    try bench.directory.write(
      "runtime/providers/keys", "#!/bin/sh\n# @describe d\ncat \(file)\n", mode: 0o700)
    try bench.directory.write(
      "runtime/providers/loud", "#!/bin/sh\n# @describe d\ncat \(file) >&2; exit 1\n", mode: 0o700)
    let result = try bench.command().run(
      ["--provider", "responses", "--base-url", served.server.baseURL, "-m", "scripted"]
        + ["--sandbox", "off", "--approve", "all", "-j", "-v", "--deltas", "go"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(served.server.bodies.count == 3)
    // Each did say something.
    #expect(served.server.bodies[0].text.split(separator: "<secret>").count == 3)
    #expect(
      result.values.contains { $0["code"] == "hook" && $0["message"]?.string?.contains("<secret>") == true })
    let deltas = result.values.filter { $0["type"] == "item.delta" && $0["kind"] == "tool_output" }
    let streamed: String = deltas.compactMap { $0["delta"]?.string }.joined()
    #expect(streamed.hasPrefix("<secret>\n"), "\(streamed)")
    try expectNowhere(result, bench, sentTo: served.server)
  }

  /// The file with the whole output of a command holds what it printed, for its user alone; whoever reads it gets it
  /// without keys.
  @Test func whatIsReadFromTheWholeOutputIsWithoutIt() throws {
    let bench = try TurnBench()
    let (_, options) = try place(.environmentFile, bench)
    let (file, whole) = (bench.directory.path("runtime/.env"), bench.directory.path("runtime/workfolder"))
    let served = try TurnBench([
      .toolCall("bash", ["command": .string("seq 20000; cat \(file); seq 20000")], id: "c1"),
      .toolCall(
        "bash", ["command": .string("stat -c mode=%a \(whole)/output-*; grep -ah KEY \(whole)/output-*")],
        id: "c2"),
    ])
    let result = try bench.command().run(
      ["--provider", "responses", "--base-url", served.server.baseURL, "-m", "scripted"] + options
        + ["--sandbox", "off", "--approve", "all", "--tool-output-max", "2000", "-j", "go"])
    #expect(result.status == 0, "\(result.errors)")
    let read = try #require(served.server.bodies.last.map(TurnToolCallTests.outputs))
    #expect(read["c2"]?.contains("mode=600") == true && read["c2"]?.contains("<secret>") == true, "\(read)")
    for form in Self.forms(of: Self.canary) {
      #expect(!result.output.contains(form) && served.server.bodies.allSatisfy { !$0.text.contains(form) })
    }
  }

  private func expectNowhere(
    _ result: BuiltCommand.Result, _ bench: TurnBench, sentTo server: ScriptedModelServer
  )
    throws
  {
    let forms = Self.forms(of: Self.canary)
    for form in forms {
      #expect(!result.output.contains(form) && !result.errors.contains(form), "\(form)")
      #expect(server.bodies.allSatisfy { !$0.text.contains(form) }, "\(form)")
    }
    let patterns = forms.flatMap { ["-e", $0] }
    let found = try BuiltCommand("/bin/grep", in: bench.directory).run(
      ["-rlF"] + patterns + [bench.directory.runtime, bench.directory.work])
    let own = ["/.env", "/agent_config.json"]
    #expect(found.lines.allSatisfy { line in own.contains { line.hasSuffix($0) } }, "\(found.output)")
  }

  /// The text itself, its base64 at each of three offsets without what depends on the neighbours, and its hex.
  static func forms(of text: String) -> [String] {
    let hex = text.utf8.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    return [text, hex]
      + (0..<3).map { offset in base64(Array(repeating: 0x41, count: offset) + Array(text.utf8), offset) }
  }

  private static func base64(_ bytes: [UInt8], _ offset: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    var index = 0
    while index + 3 <= bytes.count {
      let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
      for shift in [18, 12, 6, 0] { text.append(letters[group >> shift & 63]) }
      index += 3
    }
    return String(text.dropFirst(offset == 0 ? 0 : offset + 1))
  }
}
