import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Glibc

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
    return ExecutableTool(
      ToolDescription(
        name: "tool", description: "a test's", parameters: ["type": "object"], exec: [path],
        pathArguments: pathArguments), program: path)
  }

  func link(_ name: String, to target: String) { symlink(target, directory.path("work/\(name)")) }
}
