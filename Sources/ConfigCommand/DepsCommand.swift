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
      Exit status 1 when something is missing that is not optional.

      Examples:
        agent-config deps
        agent-config deps --install --no-documents
        agent-config deps --install --with libnotify-bin
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

  @Flag(name: .long, help: "Without what calls wakeups.")
  var noService = false

  @Flag(name: .long, help: "Without what tells of turns on a desktop.")
  var noDesktop = false

  @Option(
    name: .long,
    help: ArgumentHelp("Also an optional package, or all of them.", valueName: "package"))
  var with: [String] = []

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let left: [Dependency.Group: Bool] = [
      .network: noNetwork, .documents: noDocuments, .memory: noMemory, .model: noModel,
      .terminal: noTerminal, .service: noService, .desktop: noDesktop,
    ]
    let chosen = try Dependency.named(with)
    let listed = Dependency.all.filter { left[$0.group] != true }
    func state(_ dependency: Dependency) -> DependencyState {
      DependencyState(
        dependency: dependency, isPresent: dependency.isPresent(context.environment),
        isWanted: !dependency.isOptional || chosen.contains(dependency.package))
    }
    var states = listed.map(state)
    let missing = states.filter(\.isLacking).map(\.dependency.package)
    if install, !missing.isEmpty {
      let command = installation(of: missing)
      if dryRun.dryRun {
        try context.output.text(command.joined(separator: " ") + "\n")
        return .done
      }
      context.diagnostics.note(command.joined(separator: " "))
      try install(command, context)
      states = listed.map(state)
    }
    let lines = aligned(states.map(\.cells))
    try context.print(zip(states, lines).map { $0.row(text: $1) }, as: try outputFormat())
    return states.contains(where: \.isLacking) ? .negative : .done
  }

  private func installation(of packages: [String]) -> [String] {
    (geteuid() == 0 ? [] : ["sudo"]) + ["apt-get", "install", "-y", "--no-install-recommends"] + packages
  }

  /// Runs apt-get; once more with new lists of packages where it fails with those that are there, if there are any.
  private func install(_ command: [String], _ context: CommandContext) throws(AgentError) {
    if try run(command, context) { return }
    let update = command.prefix { $0 != "install" } + ["update", "-q"]
    context.diagnostics.note(update.joined(separator: " "))
    _ = try run(Array(update), context)
    if try run(command, context) { return }
    throw AgentError(
      .missingTool, "could not install \(command.last.map { "what is missing, such as \($0)" } ?? "it")",
      object: "apt-get",
      hint: "install the packages by hand")
  }

  /// Runs apt-get, which asks for a password where it needs one and tells its progress on standard error.
  /// - Returns: whether it went well.
  private func run(_ command: [String], _ context: CommandContext) throws(AgentError) -> Bool {
    var environment = context.environment
    environment["DEBIAN_FRONTEND"] = "noninteractive"
    do {
      return try ChildProcess.spawn(
        command, environment: environment, input: .inherit, output: .descriptor(2), newSession: false
      ).wait() == .code(0)
    } catch {
      throw AgentError(.missingTool, error.reason, object: command[0], hint: "install the packages by hand")
    }
  }
}
