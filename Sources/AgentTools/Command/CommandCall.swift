import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem

/// What the calls of `bash` and `python` have in common.
extension ToolContext {
  /// When a call is over: the argument `timeout`, in seconds, may only shorten its time.
  func deadline(_ arguments: JSON) -> Deadline {
    guard let seconds = arguments["timeout"]?.double, seconds < 1_000_000 else { return deadline }
    return min(deadline, .after(milliseconds: Int(seconds * 1000)))
  }

  /// Where the output of a call goes: some of it to the model, and the whole, if that is more, into a file.
  func commandOutput() throws(AgentError) -> CommandOutput {
    try runtime.prepare(.workfolder)
    return CommandOutput(
      // Room for what is said behind it.
      limit: max(outputLimit / 2, outputLimit - 512),
      path: "\(runtime.folder(.workfolder))/output-\(RandomBytes.hex(8)).txt", onText: onOutput)
  }
}

extension CommandOutput.Kept {
  /// The members of the event item that tell what is not in the text.
  var itemFields: JSONObject {
    var fields: JSONObject = [:]
    if dropped > 0 { fields.append("truncated", ["bytes": .int(dropped)]) }
    fields.append("output_file", ifPresent: file.map(JSON.string))
    return fields
  }

  /// The text, and behind it, on lines of their own, what else the model has to know.
  func text(_ notes: [String]) -> String {
    if notes.isEmpty { return text }
    let words = notes.map { "[\($0)]" }.joined(separator: "\n")
    return text.isEmpty || text.hasSuffix(bytes: "\n") ? text + words : "\(text)\n\(words)"
  }
}

extension SandboxPolicy {
  /// What something that runs under the policy may change.
  var sideEffects: ToolDescription.SideEffects {
    if mode == .off { return .destructive }
    if network == .host { return .network }
    return isReadOnly ? .read : .write
  }
}
