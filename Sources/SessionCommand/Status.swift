import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session status`: from the log and the locks, without any model.
struct Status: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell model, running turn, queue and context of a session",
    discussion: """
      Example:
        agent-session status latest --format json
      """)

  @OptionGroup var operand: SessionArgument
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let id = try context.session(operand.session)
    let summary = try context.sessions.summary(id)
    let holder = context.sessions.turnHolder(id)
    let configured = try? Configuration.load(runtime: context.runtime, environment: context.environment)
      .int("input_token_limit")
    let limit = summary.contextLimit ?? configured.flatMap(\.self)
    let status: JSON = [
      "type": "status", "v": 1, "session": .string(id), "title": JSON(summary.title),
      "model": JSON(summary.model), "state": .string(summary.state), "busy": .bool(holder != nil),
      "pid": holder.map { .int(Int($0.pid)) } ?? .null,
      "turn": .int(summary.turns), "queued": .int(summary.queued.count),
      "context_tokens": summary.contextTokens.map(JSON.int) ?? .null,
      "context_limit": limit.map(JSON.int) ?? .null, "messages": .int(summary.messages),
      "seq": .int(summary.lastSequence), "bytes": .int(summary.bytes),
      "updated": JSON(summary.updated?.description),
    ]
    if try outputFormat() == .text {
      for member in status.object ?? [:] where !["type", "v"].contains(member.key) {
        let value = member.value.string ?? (member.value.isNull ? "-" : member.value.text)
        try context.output.text("\(member.key): \(Terminal.sanitized(value))\n")
      }
    } else {
      try context.output.record(status)
    }
    return .done
  }
}
