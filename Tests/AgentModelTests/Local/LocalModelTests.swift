import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentModel

/// The real server with the real small model, where it is installed.
private let installed = DataDirectory(environment: ProcessEnvironment.read())
private let isInstalled = (try? LocalModelInstallation(installed).model(named: nil)) != nil

@Suite(
  .serialized, .enabled(if: isInstalled, "the local model is not installed (agent-config model install)"))
final class LocalModelTests {
  let directory = TestDirectory()
  lazy var local = LocalModel(
    runtime: directory.runtimeDirectory, data: installed, environment: Self.environment)

  /// Resources are those of this checkout, wherever the test bundle lies.
  static var environment: [String: String] {
    let root = Path.parent(Path.parent(Path.parent(Path.parent(#filePath))))
    return ["AGENT_SHARE_DIR": "\(root)/Sources"]
  }

  deinit { _ = try? local.stop() }

  @Test func startsOnceAndIsSharedByAllWhoAskAtOnce() throws {
    let answers = Monitor<[String]>([])
    let threads = (0..<3).map { _ in
      Thread.start { [local] in
        let url = try? local.ensureRunning().baseURL
        answers.update { $0.append(url ?? "failed") }
      }
    }
    for thread in threads { thread.join() }
    let urls = Set(answers.withLock { $0 })
    #expect(urls.count == 1)
    #expect(urls.first?.hasPrefix("http://127.0.0.1:") == true)
    let state = try #require(local.running())
    #expect(try Files.status(local.stateFile)!.st_mode & 0o777 == 0o600)
    #expect(try Files.status(local.logFile)!.st_mode & 0o777 == 0o600)
    #expect(state.key.utf8.count == 64)
    // The key is nowhere that others could read it.
    let commandLine = try Files.read("/proc/\(state.process.pid)/cmdline")
    #expect(!String(decoding: commandLine, as: UTF8.self).contains(state.key))
    #expect(!String(decoding: try Files.read(local.logFile), as: UTF8.self).contains(state.key))

    // Killed, it is started anew; told to stop, it ends.
    state.process.signal(SIGKILL)
    #expect(state.process.waitForEnd(until: .after(milliseconds: 20_000)))
    #expect(local.running() == nil)
    _ = try local.ensureRunning()
    let second = try #require(local.running())
    #expect(second.process != state.process)
    #expect(second.key != state.key)
    #expect(try local.stop())
    #expect(!second.process.isRunning)
    #expect(try !local.stop())
  }

  @Test func otherSettingsGetAnotherServer() throws {
    let first = try local.ensureRunning()
    #expect(first.contextTokens == 8192)
    var settings = LocalModel.Settings()
    settings.contextTokens = 1024
    let other = LocalModel(
      runtime: directory.runtimeDirectory, data: installed, environment: Self.environment, settings: settings)
    #expect(try other.ensureRunning().contextTokens == 1024)
    #expect(try Int(#require(local.running()).contextTokens) == 1024)
  }

  @Test func endsByItselfWhenNobodyAsks() throws {
    var settings = LocalModel.Settings()
    settings.idleExitMilliseconds = 200
    let local = LocalModel(
      runtime: directory.runtimeDirectory, data: installed, environment: Self.environment, settings: settings)
    _ = try local.ensureRunning()
    let state = LocalModelState.read(local.stateFile)
    if let state { #expect(state.process.waitForEnd(until: .after(milliseconds: 60_000))) }
    #expect(!Files.exists(local.stateFile))
    #expect(local.running() == nil)
  }

  @Test func endsWithItsRuntimeDirectory() throws {
    var settings = LocalModel.Settings()
    settings.idleExitMilliseconds = 1000
    let other = TestDirectory()
    let local = LocalModel(
      runtime: other.runtimeDirectory, data: installed, environment: Self.environment, settings: settings)
    _ = try local.ensureRunning()
    let state = try #require(local.running())
    #expect(rename(other.runtime, other.path("moved")) == 0)
    #expect(state.process.waitForEnd(until: .after(milliseconds: 60_000)))
  }

  @Test func aCancelledStartLeavesNoServer() throws {
    let cancellation = Cancellation()
    cancellation.cancel(.requested("test"))
    let error = #expect(throws: AgentError.self) { try local.ensureRunning(cancellation: cancellation) }
    #expect(error?.exitCode == .interrupted)
    #expect(local.running() == nil)
  }

  @Test func whatIsNoModelIsToldFromTheLog() throws {
    let data = directory.path("data/agentutils")
    try Files.makeDirectory(data)
    #expect(symlink(installed.python, "\(data)/python") == 0)
    try directory.write("data/agentutils/models/bad.gguf", "GGUF" + String(repeating: "\0", count: 1000))
    let bad = LocalModel(
      runtime: directory.runtimeDirectory, data: DataDirectory(path: data), environment: Self.environment)
    let error = #expect(throws: AgentError.self) { try bad.ensureRunning() }
    #expect(error?.exitCode == .unavailable)
    #expect(error?.message.contains("did not start: ") == true)
    #expect(error?.object == bad.logFile)
  }

  @Test func aStateFileOfAnotherProcessIsReplaced() throws {
    try directory.runtimeDirectory.prepare(.cache)
    let model = try LocalModelInstallation(installed).model(named: nil)
    let stale: JSON = [
      "v": 1, "pid": .int(Int(getpid())), "start_ticks": 1, "url": "http://127.0.0.1:1", "key": "k",
      "model": .string(model.name), "path": .string(model.path), "context": 8192, "threads": 1,
    ]
    try Files.replace(local.stateFile, with: stale.bytes)
    #expect(local.running() == nil)
    #expect(try local.ensureRunning().key != "k")
  }
}
