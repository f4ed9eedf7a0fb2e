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
      Formats: text, json, ndjson; waybar, i3blocks and tmux are for bars, and a
      text with '{model} {state} {context_percent}' is filled in.

      Example:
        agent-session status latest --format json
      """)

  @OptionGroup var operand: SessionArgument

  @Flag(help: "Print a line whenever it changes, until nobody reads any more.")
  var follow = false

  @OptionGroup var common: CommonOptions

  func outputFormat() throws(AgentError) -> OutputFormat {
    // A template is text.
    if bar != nil { return .text }
    return try common.outputFormat([.text, .json, .ndjson, .waybar, .i3blocks, .tmux])
  }

  private var bar: StatusBar? { common.ndjson ? nil : StatusBar(common.format) }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    if follow { return try followStatus(context, format) }
    let status = try status(context)
    if let bar {
      try context.output.text(bar.line(status) + "\n")
    } else if format == .text {
      for member in status.object ?? [:] where !["type", "v"].contains(member.key) {
        try context.output.text("\(member.key): \(Self.text(member.value))\n")
      }
    } else {
      try context.output.record(status)
    }
    return .done
  }

  private static func text(_ value: JSON) -> String {
    Terminal.sanitized(value.string ?? (value.isNull ? "-" : value.text))
  }

  /// In text, a line has the state and what goes with it.
  private func followStatus(_ context: CommandContext, _ format: OutputFormat) throws(AgentError)
    -> ExitStatus
  {
    let bar = bar ?? (format == .text ? .template("{session} {state} {title}") : nil)
    // One that is named is there; the latest may be yet to come.
    if operand.session != nil { _ = try status(context) }
    try StatusFollow(context: context) { () throws(AgentError) in
      var now: JSON?
      do throws(AgentError) {
        now = try status(context)
      } catch {
        if error.code != .sessionMissing || operand.session != nil { throw error }
      }
      return bar?.line(now) ?? (now ?? ["type": "status", "v": 1, "session": nil]).text
    }.run()
  }

  private func status(_ context: CommandContext) throws(AgentError) -> JSON {
    let id = try context.session(operand.session)
    let summary = try context.sessions.summary(id)
    let holder = context.sessions.turnHolder(id)
    let configured = try? Configuration.load(runtime: context.runtime, environment: context.environment)
      .int("input_token_limit")
    let limit = summary.contextLimit ?? configured.flatMap(\.self)
    return [
      "type": "status", "v": 1, "session": .string(id), "title": JSON(summary.title),
      "model": JSON(summary.model), "state": .string(summary.state), "busy": .bool(holder != nil),
      "pid": holder.map { .int(Int($0.pid)) } ?? .null,
      "turn": .int(summary.turns), "queued": .int(summary.queued.count),
      "context_tokens": summary.contextTokens.map(JSON.int) ?? .null,
      "context_limit": limit.map(JSON.int) ?? .null, "messages": .int(summary.messages),
      "seq": .int(summary.lastSequence), "bytes": .int(summary.bytes),
      "updated": JSON(summary.updated?.description),
    ]
  }
}
