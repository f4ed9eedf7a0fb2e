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
