import AgentCLI
import AgentJSON
import AgentSystem
import AgentTools

/// What a trial of hooks tells them, and how their answers are told.
enum HookText {
  /// What a hook might be told at a point, beside what every hook is.
  static func sample(of point: HookPoint) -> JSONObject {
    switch point {
    case .messageSubmitBefore, .messageSubmitAfter: ["prompt": "A prompt.", "message": ["A prompt."]]
    case .sessionCreated, .sessionLoaded, .sessionForked: ["source": "startup"]
    case .providerCallBefore: ["provider": "cwd"]
    case .providerCallAfter: ["provider": "cwd", "content": "/tmp"]
    case .contextBuildBefore, .contextBuildAfter, .requestBefore, .requestAfter: ["req": 1]
    case .turnBefore: ["turn": 1, "origin": "cli"]
    case .turnStop:
      ["stop_hook_active": false, "stop_reason": "completed", "last_assistant_message": "Done."]
    case .turnAfter: ["turn": 1, "exit_code": 0, "last_assistant_message": "Done."]
    case .sessionClosed: ["reason": "other"]
    case .fileWriteBefore, .fileWriteAfter:
      call("write", ["writes": ["file_path": "a.txt", "content": "text\n"]], point)
    case .fileEditBefore, .fileEditAfter:
      call("edit", ["edits": ["file_path": "a.txt", "old_string": "a", "new_string": "b"]], point)
    case .shellPythonBefore, .shellPythonAfter: call("python", ["code": "print(1)"], point)
    default: call("bash", ["command": "true"], point)
    }
  }

  private static func call(_ tool: String, _ input: JSON, _ point: HookPoint) -> JSONObject {
    var facts: JSONObject = ["tool_name": .string(tool), "tool_use_id": "call_1", "tool_input": input]
    if point.veto == .words {
      let succeeded = point != .toolCallError
      facts.append("tool_response", ["output": "text\n", "success": .bool(succeeded)])
      if !succeeded { facts.append("error", "text\n") }
    }
    if point == .approvalRequest { facts.append("reason", "no rule allows it") }
    return facts
  }

  static func row(_ report: HookRunner.Report, at point: HookPoint) -> Row {
    let reply = report.reply
    var effect = JSONObject()
    effect.append("veto", ifPresent: reply.veto.map(JSON.string))
    effect.append("stop", ifPresent: reply.stop.map(JSON.string))
    effect.append("context", ifPresent: reply.context.map(JSON.string))
    effect.append("updated_input", ifPresent: reply.updatedInput)
    effect.append("permission", ifPresent: reply.permission.map { .string($0.rawValue) })
    effect.append("notice", ifPresent: reply.notice.map(JSON.string))
    let (ending, status) = ending(report)
    let members: JSONObject = [
      "point": .string(point.rawValue), "name": .string(report.hook.name), "path": .string(report.hook.path),
      "ending": .string(ending), "status": status.map { .int($0) } ?? .null,
      "duration_ms": .int(report.milliseconds),
      "effect": .object(effect), "stdout": .string(String(report.output.prefix(4096))),
      "stderr": .string(String(report.errors.prefix(4096))),
    ]
    let told = effect.map { "\($0.key): \($0.value.string ?? $0.value.text)" }.joined(separator: "; ")
    let words = told.split(whereSeparator: \.isNewline).joined(separator: " ")
    let end = status.map { "status \($0)" } ?? ending
    return Row(
      "hook_result", members,
      text: "\(report.hook.name): \(end), \(report.milliseconds) ms; \(words.isEmpty ? "no effect" : words)")
  }

  private static func ending(_ report: HookRunner.Report) -> (String, Int?) {
    switch report.ending {
    case .exited(let exit)?: ("exited", Int(exit.status))
    case .timedOut?: ("timed_out", nil)
    case .cancelled?: ("cancelled", nil)
    case nil: ("not_started", nil)
    }
  }
}
