import AgentSystem
import AgentTesting
import Glibc
import Testing

/// The examples of a document, followed from its first to its last as a reader would: in one bash, in a
/// directory, home and runtime directory of their own. A scripted server plays the model where there are turns,
/// and answers with the words it was asked.
struct ExampleRun {
  private let steps: [ShellExample.Step]
  private let directory = TestDirectory()

  init(_ examples: [ShellExample]) { steps = examples.flatMap(\.steps) }

  /// Makes a file of the checkout visible in the working directory.
  func link(_ target: String, as name: String) throws {
    let path = Path.join(directory.work, name)
    try Files.makeDirectory(Path.parent(path))
    if symlink(target, path) != 0 { throw SystemError("symlink", path) }
  }

  /// Runs the commands and expects each to succeed and to print what is shown.
  func check() throws {
    let model = try ScriptedModelServer()
    defer { model.close() }
    // An empty variable is one that is not set: examples see ~/.agent_runtime.
    var environment = ["AGENT_RUNTIME_DIR": ""]
    let asking = ["agent-turn", "agent-wake run", "agent -e", "agent-serve"]
    if steps.contains(where: { step in asking.contains { step.command.contains($0) } }) {
      environment["AGENT_BASE_URL"] = model.baseURL
      environment["AGENT_MODEL"] = "scripted"
    }
    if steps.contains(where: { $0.command.contains("swiftc") }) {
      // The toolchain that the tests were built with.
      let compiler = ChildProcess.find("swiftc", path: ProcessEnvironment.read()["PATH"]) ?? ""
      environment["PATH"] = "\(BuiltCommand.directory):/usr/local/bin:/usr/bin:/bin:\(Path.parent(compiler))"
    }
    let shell = BuiltCommand("/bin/bash", in: directory, environment: environment)
    let result = try shell.run("-c", script)
    #expect(result.status == 0, "\(result.errors)")
    for (number, step) in steps.enumerated() {
      guard let status = try? directory.read("steps/\(number).status") else {
        Issue.record("not reached: \(step.command)")
        continue
      }
      let errors = try directory.read("steps/\(number).err")
      #expect(status == "0\n", "\(step.command)\n\(errors)")
      let output = try directory.read("steps/\(number).out")
      if let expected = step.output {
        #expect(ShellExample.matches(output, expected), "\(step.command)\n\(output)\(errors)")
      }
    }
  }

  /// All steps in one shell, so that variables last; each with streams of its own. A pipeline fails with any of
  /// its commands.
  private var script: String {
    let folder = directory.path("steps")
    return steps.enumerated().reduce("mkdir '\(folder)'; set -o pipefail\n") { script, step in
      let name = "\(folder)/\(step.offset)"
      return script + "{\n\(step.element.command)\n} </dev/null >'\(name).out' 2>'\(name).err'\n"
        + "echo $? >'\(name).status'\n"
    }
  }
}
