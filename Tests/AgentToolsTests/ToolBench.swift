import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

/// A workspace of a test's own, and calls of tools in it.
struct ToolBench {
  /// The built-in tools of a turn that may change nothing.
  static let tools = ToolRegistry.builtIn(SandboxPolicy(workspace: "/nonexistent"))

  let directory = TestDirectory()
  let cancellation = Cancellation()

  /// A child that ends before it has read its input must not end the tests, as it does not end a command.
  init() { SignalWatcher.ignoreBrokenPipes() }

  func tree(readable: [String] = []) throws -> ConfinedTree {
    try ConfinedTree(workspace: directory.work, readable: readable)
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> String { try directory.write("work/\(name)", text) }

  /// A tree whose workspace may be written.
  func writableTree() throws -> ConfinedTree {
    try ConfinedTree(workspace: directory.work, writable: [directory.work])
  }

  func context(
    milliseconds: Int = 60_000, outputLimit: Int = 1 << 20, tree: ConfinedTree? = nil,
    changes: ChangeRecorder? = nil
  ) throws -> ToolContext {
    ToolContext(
      tree: try tree ?? self.tree(), runtime: directory.runtimeDirectory, session: "s", callID: "c",
      environment: ["PATH": "/usr/bin:/bin"], cancellation: cancellation,
      deadline: .after(milliseconds: milliseconds), outputLimit: outputLimit, changes: changes)
  }

  func run(_ tool: any Tool, _ arguments: JSON, milliseconds: Int = 60_000) throws -> ToolOutput {
    try tool.run(arguments, in: context(milliseconds: milliseconds))
  }

  /// Calls a tool that writes, and keeps what it changes.
  func write(_ tool: any Tool, _ arguments: JSON) throws -> ToolOutput {
    let tree = try writableTree()
    let recorder = ChangeRecorder(tree, runtime: directory.runtimeDirectory)
    return try tool.run(arguments, in: context(tree: tree, changes: recorder))
  }

  func text(_ name: String) throws -> String { try directory.read("work/\(name)") }

  /// Makes an executable script and returns a tool that runs it.
  func script(_ text: String, pathArguments: [String] = []) throws -> ExecutableTool {
    let path = try directory.write("bin/tool", "#!/bin/sh\n\(text)\n", mode: 0o700)
    let item = Extension(
      kind: .tools, origin: .shipped, path: path, command: [path], folder: nil,
      description: ExtensionDescription(
        ToolDescription(
          name: "tool", description: "a test's", parameters: ["type": "object"], exec: [path],
          pathArguments: pathArguments)))
    return ExecutableTool(item, runner: runner())
  }

  /// Where extensions of this directory's runtime directory are found and run.
  func host(_ change: (inout SandboxPolicy) -> Void = { _ in }, _ environment: [String: String] = [:])
    -> ExtensionHost
  {
    var policy = SandboxPolicy(workspace: directory.work)
    change(&policy)
    return ExtensionHost(
      runtime: directory.runtimeDirectory,
      resources: ResourceDirectory(path: Checkout.path("Sources")), policy: policy,
      environment: environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { own, _ in own },
      settings: ["model": "scripted"])
  }

  func runner(_ change: (inout SandboxPolicy) -> Void = { _ in }) -> ExtensionRunner {
    ExtensionRunner(host(change))
  }

  /// Puts a program into a folder of the runtime directory.
  @discardableResult
  func extend(_ name: String, _ text: String, mode: UInt32 = 0o700) throws -> String {
    try directory.write("runtime/\(name)", text, mode: mode)
  }

  func discover(_ kind: ExtensionKind = .tools, _ host: ExtensionHost? = nil) -> ExtensionCatalog.Listing {
    ExtensionCatalog(host ?? self.host()).discover(kind, reserved: ["read", "bash"])
  }

  /// The one extension of that name.
  func found(_ name: String, _ kind: ExtensionKind = .tools, _ host: ExtensionHost? = nil) throws -> Extension
  {
    let listing = discover(kind, host)
    return try #require(listing.found.first { $0.name == name }, "\(listing.problems)")
  }

  /// Calls an extension of the runtime directory once.
  func call(_ name: String, _ arguments: JSON, _ change: (inout SandboxPolicy) -> Void = { _ in }) throws
    -> ToolOutput
  {
    let runner = runner(change)
    defer { runner.finish() }
    return try runner.run(found(name, .tools, runner.host), arguments, in: context())
  }

  func link(_ name: String, to target: String) { symlink(target, directory.path("work/\(name)")) }
}
