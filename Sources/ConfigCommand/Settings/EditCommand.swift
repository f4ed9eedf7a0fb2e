import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import ArgumentParser

/// Opens the settings in an editor, and takes them over when they are valid.
struct EditCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Edit the settings with $VISUAL or $EDITOR",
    discussion: "Example: EDITOR=nano agent-config edit")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    guard Terminal.isTerminal(0), Terminal.isTerminal(1) else {
      throw AgentError(.usage, "needs a terminal", hint: "agent-config set KEY VALUE")
    }
    let file = ConfigurationFile(context.runtime)
    let original = try Files.readIfPresent(file.path)
    // A copy beside it, so that the text is not lost when it cannot be taken over.
    let copy = "\(file.path).edit-\(RandomBytes.hex(4))"
    try context.runtime.prepare()
    try Files.writeNew(copy, original ?? Array("{}\n".utf8), mode: 0o600)
    do {
      try edit(copy, context)
      let text = try Files.read(copy)
      if text != original ?? Array("{}\n".utf8) {
        try check(copy, text, context)
        let before = try file.read()
        try file.replace(original, with: text)
        SettingChange.tell(SettingChange.names(from: before, to: try file.read()), in: context)
      }
    } catch let error as AgentError {
      throw AgentError(
        error.code, "not saved: \(error.description)", hint: "your text is in \(copy)",
        exit: error.exitOverride)
    }
    try Files.remove(copy)
    return .done
  }

  private func edit(_ path: String, _ context: CommandContext) throws(AgentError) {
    let editor = ["VISUAL", "EDITOR"].lazy.compactMap { context.environment[$0] }.first { !$0.isEmpty }
    let exit: ChildProcess.Exit?
    do {
      exit = try ChildProcess.spawn(
        ["/bin/sh", "-c", "\(editor ?? "editor") \"$1\"", "sh", path], environment: context.environment,
        input: .inherit, newSession: false
      ).wait()
    } catch {
      throw AgentError(error)
    }
    if exit != .code(0) {
      throw AgentError(.missingTool, "ended with status \(exit?.status ?? -1)", object: editor ?? "editor")
    }
  }

  private func check(_ path: String, _ text: [UInt8], _ context: CommandContext) throws(AgentError) {
    let problems = ConfigurationProblem.all(in: try Configuration.readFile(path) ?? JSONObject())
    for problem in problems where problem.isUnknown {
      context.diagnostics.note("\(problem.key): \(problem.reason), passed over")
    }
    if let problem = problems.first(where: { !$0.isUnknown }) {
      throw AgentError(.config, problem.reason, object: problem.key)
    }
  }
}
