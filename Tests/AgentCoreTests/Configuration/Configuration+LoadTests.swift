import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

struct ConfigurationLoadTests {
  private let directory = TestDirectory()

  private func load(
    _ environment: [String: String] = [:], options: JSONObject = [:], profile: String? = nil,
    workspace: String? = nil, hermetic: Bool = false
  ) throws -> Configuration {
    try Configuration.load(
      runtime: directory.runtimeDirectory, environment: environment, options: options, profile: profile,
      workspace: workspace, hermetic: hermetic)
  }

  @Test func nothingAtAllGivesDefaultsAndMakesNothing() throws {
    let configuration = try load(workspace: directory.work)
    for key in ConfigurationKey.all { #expect(configuration[key.name] == key.defaultValue) }
    #expect(configuration.notices.isEmpty)
    #expect(!Files.exists(directory.runtime))
  }

  @Test func gathersEveryLayer() throws {
    try directory.write(
      "runtime/agent_config.json", #"{"model":"u","name":"n","profiles":{"p":{"model":"p","voice":"v"}}}"#)
    try directory.write("work/.agent/config.json", #"{"verbosity":"low"}"#)
    let configuration = try load(
      ["AGENT_RETRIES": "3", "AGENT_MODEL": ""], options: ["max_requests": 1], profile: "p",
      workspace: directory.work)
    #expect(configuration.layer(of: "max_requests") == .option)
    #expect(configuration.layer(of: "retries") == .environment)
    #expect(configuration.layer(of: "verbosity") == .project)
    #expect(configuration["model"] == "p")
    #expect(configuration.layer(of: "voice") == .profile)
    #expect(configuration.layer(of: "name") == .user)
    let key = try #require(ConfigurationKey.named("verbosity"))
    #expect(configuration.explain(key).first?.source == directory.path("work/.agent/config.json"))
  }

  @Test("a workspace may set data only: each thing else is passed over with a notice")
  func projectAllowList() throws {
    let everything = ConfigurationKey.all.map { "\"\($0.name)\":\"x\"" } + ["\"unknown\":1"]
    try directory.write("work/.agent/config.json", "{\(everything.joined(separator: ","))}")
    let configuration = try load(workspace: directory.work)
    let allowed = ConfigurationKey.all.filter(\.isProjectAllowed).map(\.name)
    #expect(allowed == ["reasoning_effort", "verbosity", "max_output_tokens", "max_input_tokens"])
    for key in ConfigurationKey.all {
      #expect(configuration.layer(of: key.name) == (allowed.contains(key.name) ? .project : .builtIn))
    }
    let notice = try #require(configuration.notices.first)
    #expect(configuration.notices.count == 1)
    #expect(notice.hasPrefix("\(directory.path("work/.agent/config.json")): 'provider', 'base_url', "))
    #expect(notice.hasSuffix(", 'unknown' may not be set by a workspace"))
    for danger in ["base_url", "api_key", "key_command", "provider", "builtin_tools", "profiles", "system"] {
      #expect(!allowed.contains(danger))
    }
  }

  @Test("the nearest project file up to the repository root counts")
  func nearestProject() throws {
    try directory.write("work/.git/HEAD", "")
    try directory.write("work/.agent/config.json", #"{"verbosity":"low"}"#)
    try directory.write("work/a/b/file", "")
    #expect(try load(workspace: directory.path("work/a/b"))["verbosity"] == "low")
    try directory.write("work/a/.agent/config.json", #"{"verbosity":"high"}"#)
    #expect(try load(workspace: directory.path("work/a/b"))["verbosity"] == "high")
    #expect(try load()["verbosity"] == nil)
  }

  @Test("outside a repository only the workspace itself is looked at")
  func noRepository() throws {
    try directory.write("work/.agent/config.json", #"{"verbosity":"low"}"#)
    try directory.write("work/a/file", "")
    #expect(try load(workspace: directory.path("work/a"))["verbosity"] == nil)
    #expect(try load(workspace: directory.work)["verbosity"] == "low")
  }

  @Test func hermeticLooksAtNoFile() throws {
    try directory.write("runtime/agent_config.json", "damaged")
    try directory.write("work/.agent/config.json", "damaged")
    let configuration = try load(["AGENT_MODEL": "e"], workspace: directory.work, hermetic: true)
    #expect(configuration["model"] == "e")
  }

  @Test func missingProfiles() throws {
    try directory.write("runtime/agent_config.json", #"{"profiles":{"fast":{},"odd":7}}"#)
    #expect(
      throws: AgentError(.config, "no such profile", object: "fats", hint: "did you mean 'fast'?")
    ) { try load(profile: "fats") }
    for name in ["other", "odd"] {
      let error = #expect(throws: AgentError.self) { try load(profile: name) }
      #expect(error?.exitCode == .configuration)
    }
  }

  @Test(
    "a damaged file stops the run and is named",
    arguments: [
      ("{\n", "line 2: invalid JSON: the text ends too early at byte 2"),
      ("", "line 1: invalid JSON: the text ends too early at byte 0"),
      ("[]", "expected a JSON object"),
      ("{\"a\":1}x", "line 1: invalid JSON: more text after the value at byte 7"),
    ])
  func damaged(text: String, message: String) throws {
    let user = try directory.write("runtime/agent_config.json", text)
    let error = #expect(throws: AgentError.self) { try load() }
    #expect(error?.exitCode == .configuration)
    #expect(error?.object == user)
    #expect(error?.message == message)
  }

  @Test("what is no file in its place is refused, not waited for")
  func notAFile() throws {
    mkdir(directory.path("work/.agent"), 0o700)
    let path = directory.path("work/.agent/config.json")
    mkfifo(path, 0o600)
    #expect(throws: AgentError(.config, "not a regular file", object: path)) {
      try load(workspace: directory.work)
    }
    unlink(path)
    symlink("/dev/zero", path)
    #expect(throws: AgentError(.config, "not a regular file", object: path)) {
      try load(workspace: directory.work)
    }
    unlink(path)
    mkdir(path, 0o700)
    #expect(throws: AgentError(.config, "not a regular file", object: path)) {
      try load(workspace: directory.work)
    }
  }

  @Test func anUnreadableFileIsTold() throws {
    let path = try directory.write("runtime/agent_config.json", "{}", mode: 0)
    chmod(directory.root, 0o755)
    chmod(directory.runtime, 0o755)
    let user = Unprivileged.prefix
    let result = try BuiltCommand(user[0], in: directory).run(
      Array(user.dropFirst()) + [
        BuiltCommand("system-probe", in: directory).executable, "configuration", directory.runtime,
      ])
    #expect(result.output == "error 77 \(path): permission denied\n")
  }

  @Test(
    "reads what somebody typed",
    arguments: [
      // Whatever the key: null and none in any case.
      ("model", "null", nil), ("retries", "NONE", nil), ("builtin_tools", "None", nil),
      // A string keeps its text.
      ("model", "gpt-5.4", "gpt-5.4"), ("model", "1.10", "1.10"), ("model", "true", "true"),
      ("model", "\"q\"", "q"),
      ("model", "{\"a\":1}", "{\"a\":1}"), ("max_time", "90", "90"), ("model", "a b", "a b"),
      ("model", "", ""),
      // A choice named none is that choice.
      ("reasoning_effort", "none", "none"), ("reasoning_effort", "high", "high"), ("verbosity", "none", nil),
      // The rest is JSON, with truth in any case.
      ("retries", "3", 3), ("retries", "many", "many"), ("vision_enabled", "TRUE", true),
      ("vision_enabled", "False", false), ("vision_enabled", "yes", "yes"),
      ("builtin_tools", "[\"a\"]", ["a"]),
      ("builtin_tools", "read", "read"), ("builtin_tools", "[]", []), ("profiles", "{\"p\":{}}", ["p": [:]]),
      ("unknown", "1.5", 1.5), ("unknown", "text", "text"), ("unknown", "{broken", "{broken"),
    ] as [(String, String, JSON)])
  func parseForms(key: String, text: String, value: JSON) {
    #expect(Configuration.parseValue(text, for: ConfigurationKey.named(key)) == value)
  }

  @Test("each variable sets its own key", arguments: ConfigurationKey.all.map(\.name))
  func environment(name: String) throws {
    let configuration = try load(["AGENT_" + name.uppercased(): "high"])
    for key in ConfigurationKey.all {
      #expect(configuration.layer(of: key.name) == (key.name == name ? .environment : .builtIn))
    }
  }
}
