import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import ArgumentParser
import Glibc

/// What features need of the system, what of it is missing, and its installation.
struct DepsCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "deps", abstract: "List or install the Debian packages that features need",
    discussion: """
      Exit status 1 when something is missing.

      Examples:
        agent-config deps
        agent-config deps --install --no-documents
      """)

  @Flag(name: .long, help: "Install what is missing, with apt-get.")
  var install = false

  @Flag(name: .long, help: "Without what requests to models need.")
  var noNetwork = false

  @Flag(name: .long, help: "Without what reading documents needs.")
  var noDocuments = false

  @Flag(name: .long, help: "Without what memories need.")
  var noMemory = false

  @Flag(name: .long, help: "Without what the local model needs.")
  var noModel = false

  @Flag(name: .long, help: "Without what the prompt of agent needs.")
  var noTerminal = false

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let left: [Dependency.Group: Bool] = [
      .network: noNetwork, .documents: noDocuments, .memory: noMemory, .model: noModel,
      .terminal: noTerminal,
    ]
    let wanted = Dependency.all.filter { left[$0.group] != true }
    var states = wanted.map { (dependency: $0, isPresent: $0.isPresent(context.environment)) }
    let missing = states.filter { !$0.isPresent }.map(\.dependency.package)
    if install, !missing.isEmpty {
      let command = installation(of: missing)
      if dryRun.dryRun {
        try context.output.text(command.joined(separator: " ") + "\n")
        return .done
      }
      context.diagnostics.note(command.joined(separator: " "))
      try run(command, context)
      states = wanted.map { ($0, $0.isPresent(context.environment)) }
    }
    let lines = aligned(
      states.map {
        [
          $0.isPresent ? "present" : "missing", $0.dependency.group.rawValue, $0.dependency.need.name,
          $0.dependency.package, $0.dependency.feature,
        ]
      })
    let rows = zip(states, lines).map { state, line in
      Row(
        "dependency",
        [
          "feature": .string(state.dependency.feature), "need": .string(state.dependency.need.name),
          "package": .string(state.dependency.package), "group": .string(state.dependency.group.rawValue),
          "present": .bool(state.isPresent),
        ], text: line)
    }
    try context.print(rows, as: try outputFormat())
    return states.allSatisfy(\.isPresent) ? .done : .negative
  }

  private func installation(of packages: [String]) -> [String] {
    (geteuid() == 0 ? [] : ["sudo"]) + ["apt-get", "install", "-y", "--no-install-recommends"] + packages
  }

  /// Runs apt-get, which asks for a password where it needs one and tells its progress on standard error.
  private func run(_ command: [String], _ context: CommandContext) throws(AgentError) {
    var environment = context.environment
    environment["DEBIAN_FRONTEND"] = "noninteractive"
    let exit: ChildProcess.Exit?
    do {
      exit = try ChildProcess.spawn(
        command, environment: environment, input: .inherit, output: .descriptor(2), newSession: false
      ).wait()
    } catch {
      throw AgentError(.missingTool, error.reason, object: command[0], hint: "install the packages by hand")
    }
    if exit != .code(0) {
      throw AgentError(
        .missingTool, "ended with status \(exit?.status ?? -1)", object: command[0], hint: "apt-get update")
    }
  }
}
