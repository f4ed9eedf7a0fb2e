import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser
import Glibc

/// `agent-session interrupt`
struct Interrupt: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "interrupt",
    abstract: "Stop the turn that runs in a session",
    discussion: """
      The reason goes into the log first. Exit status 1 when no turn runs.

      Example:
        agent-session interrupt latest that was the wrong file
      """)

  @OptionGroup var operand: SessionArgument

  @Argument(help: "Why; several words are joined.")
  var reason: [String] = []

  @Flag(help: "Let the step that runs end first.")
  var finish = false

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let id = try context.session(operand.session)
    guard let holder = context.sessions.turnHolder(id) else {
      throw AgentError(.badRequest, "no turn is running", object: id)
    }
    if dry.dryRun {
      try context.tellRehearsal("would interrupt \(holder.description)", try outputFormat())
      return .done
    }
    let text = reason.isEmpty ? nil : reason.joined(separator: " ")
    let input = QueuedInput(
      id: InputID.make(), text: text, interrupt: finish ? .finish : .stop)
    let appended = try SessionLog(id, store: context.sessions).append([input.event], durability: .power)
    // A turn that has ended by itself since has no use for the signal.
    if !finish { _ = holder.signal(SIGINT) }
    if try outputFormat() != .text {
      for event in appended { try context.output.line(event.line) }
    } else {
      context.diagnostics.note("\(id): \(finish ? "asked" : "interrupted") \(holder.description)")
    }
    return .done
  }
}

/// Names of queued inputs.
enum InputID {
  static func make() -> String { "in-\(RandomBytes.hex(6))" }
}
