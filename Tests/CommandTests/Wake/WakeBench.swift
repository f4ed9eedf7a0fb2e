import AgentJSON
import AgentSystem
import AgentTesting
import Glibc

/// `agent-wake` in a runtime directory of a test's own, with a model server that its turns ask.
final class WakeBench: Sendable {
  let directory: TestDirectory
  let server: ScriptedModelServer

  init(_ directory: TestDirectory = TestDirectory(), _ server: ScriptedModelServer? = nil) throws {
    self.directory = directory
    self.server = try server ?? ScriptedModelServer()
    try directory.write(
      "runtime/agent_config.json",
      #"{"model":"scripted","provider":"chat","base_url":"\#(self.server.baseURL)"}"#)
  }

  func command(_ environment: [String: String] = [:]) -> BuiltCommand {
    BuiltCommand("agent-wake", in: directory, environment: environment)
  }

  @discardableResult
  func run(_ arguments: String..., stdin: String? = nil) throws -> BuiltCommand.Result {
    try command().run(arguments, stdin: stdin.map { Array($0.utf8) })
  }

  /// Adds a wakeup and gives its id.
  func add(_ arguments: String...) throws -> String {
    let result = try command().run(["add"] + arguments)
    return result.lines.first ?? "failed: \(result.errors)"
  }

  /// A command of this build under another name, so that nothing of the build is beside it.
  func link(_ name: String, as other: String) throws -> String {
    let path = directory.path(other)
    try Files.makeDirectory(Path.parent(path))
    let program = Path.join(BuiltCommand.directory, name)
    if Glibc.link(program, path) != 0 {
      // The build is on another file system.
      let copy = try BuiltCommand("/bin/cp", in: directory).run(program, path)
      if copy.status != 0 { throw SystemError("link", path) }
    }
    return path
  }

  /// The rows of the ledger.
  func log(_ id: String? = nil) throws -> [JSON] {
    try command().run(["log", "-j"] + (id.map { [$0] } ?? [])).values
  }

  /// The state of each row: `done`, `failed` …
  func states(_ id: String? = nil) throws -> [String] { try log(id).compactMap { $0["state"]?.string } }

  /// The prompts that the model was asked, in order.
  var prompts: [String] {
    server.bodies.compactMap { body in
      body["messages"]?.array?.last { $0["role"]?.string == "user" }.flatMap { Self.text($0["content"]) }
    }
  }

  private static func text(_ content: JSON?) -> String? {
    content?.string ?? content?.array?.compactMap { $0["text"]?.string }.last
  }

  /// The time as the command sees it, through the library that fails calls.
  func clock(_ seconds: Int) throws -> [String: String] {
    ["LD_PRELOAD": try FaultLibrary.path, "FAULT_CLOCK": "\(seconds)"]
  }
}
