public import AgentTools
public import ArgumentParser

/// Who decides on calls of tools.
struct ApprovalOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Who decides: rules (default), never, ask, pipe, hook, all.", valueName: "who"))
  var approve: ApprovalMode = .rules

  @Option(
    name: .long,
    help: ArgumentHelp("After a denied call: fail (default), or continue without it.", valueName: "how"))
  var onDenied: DenialPolicy = .fail

  @Option(
    name: .long,
    help: ArgumentHelp("Descriptor for questions, input and interrupts as NDJSON.", valueName: "n"))
  var controlFd: Int32?

  func validate() throws {
    if approve == .pipe, controlFd == nil { throw ValidationError("--approve pipe needs --control-fd") }
  }
}

extension ApprovalMode: ExpressibleByArgument {}
extension DenialPolicy: ExpressibleByArgument {}
