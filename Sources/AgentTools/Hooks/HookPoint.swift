/// The places at which a turn asks the user's hooks: agent-hooks(5). This table is the truth for the directories
/// that are looked into, for what a hook's answer does there, and for the page.
public enum HookPoint: String, CaseIterable, Sendable {
  case sessionCreated = "session.created"
  case sessionLoaded = "session.loaded"
  case sessionForked = "session.forked"
  case messageSubmitBefore = "message.submit.before"
  case messageSubmitAfter = "message.submit.after"
  case turnBefore = "turn.before"
  case contextBuildBefore = "context.build.before"
  case providerCallBefore = "provider.call.before"
  case providerCallAfter = "provider.call.after"
  case contextBuildAfter = "context.build.after"
  case requestBefore = "request.before"
  case requestAfter = "request.after"
  case toolCallBefore = "tool.call.before"
  case shellBashBefore = "shell.bash.before"
  case shellPythonBefore = "shell.python.before"
  case fileWriteBefore = "file.write.before"
  case fileEditBefore = "file.edit.before"
  case approvalRequest = "approval.request"
  case shellBashAfter = "shell.bash.after"
  case shellPythonAfter = "shell.python.after"
  case fileWriteAfter = "file.write.after"
  case fileEditAfter = "file.edit.after"
  case toolCallAfter = "tool.call.after"
  case toolCallError = "tool.call.error"
  case turnStop = "turn.stop"
  case turnAfter = "turn.after"
  case sessionClosed = "session.closed"

  /// What a hook that ends with status 2 does here.
  public enum Veto: String, Sendable {
    /// The turn fails.
    case turn
    /// The call does not run, and the model is told why.
    case call
    /// The provider is left out of this request.
    case provider
    /// The approval is denied.
    case approval
    /// The turn goes on, with the hook's words as the model's next task.
    case end
    /// Nothing can be undone any more: the model is told the hook's words.
    case words
    /// Nothing but a notice.
    case none
  }

  public var veto: Veto {
    switch self {
    case .messageSubmitBefore, .turnBefore, .contextBuildBefore, .contextBuildAfter, .requestBefore: .turn
    case .toolCallBefore, .shellBashBefore, .shellPythonBefore, .fileWriteBefore, .fileEditBefore: .call
    case .providerCallBefore: .provider
    case .approvalRequest: .approval
    case .turnStop: .end
    case .shellBashAfter, .shellPythonAfter, .fileWriteAfter, .fileEditAfter, .toolCallAfter,
      .toolCallError, .providerCallAfter:
      .words
    case .sessionCreated, .sessionLoaded, .sessionForked, .messageSubmitAfter, .requestAfter, .turnAfter,
      .sessionClosed:
      .none
    }
  }

  /// Whether plain words on a hook's standard output are shown to the model.
  public var givesContext: Bool {
    switch self {
    case .sessionCreated, .sessionLoaded, .sessionForked, .messageSubmitBefore, .contextBuildAfter: true
    default: veto == .words
    }
  }

  /// Whether a hook may change the arguments of the call.
  public var changesInput: Bool { veto == .call }

  /// Claude Code's name for the point, which is what `hook_event_name` says and what a directory may be
  /// called, too.
  public var claudeName: String? {
    switch self {
    case .sessionCreated, .sessionLoaded, .sessionForked: "SessionStart"
    case .messageSubmitBefore: "UserPromptSubmit"
    case .toolCallBefore: "PreToolUse"
    case .toolCallAfter: "PostToolUse"
    case .toolCallError: "PostToolUseFailure"
    case .approvalRequest: "PermissionRequest"
    case .turnStop: "Stop"
    case .sessionClosed: "SessionEnd"
    default: nil
    }
  }

  /// The narrower points of a tool, which stand inside those of all tools.
  public static func narrow(_ tool: String) -> (before: HookPoint, after: HookPoint)? {
    switch tool {
    case "bash": (.shellBashBefore, .shellBashAfter)
    case "python": (.shellPythonBefore, .shellPythonAfter)
    case "write": (.fileWriteBefore, .fileWriteAfter)
    case "edit": (.fileEditBefore, .fileEditAfter)
    default: nil
    }
  }

  /// The points whose hooks a directory of this name holds: `tool.call.before.d`, `PreToolUse.d`.
  public static func of(directory name: String) -> [HookPoint] {
    guard name.hasSuffix(".d") else { return [] }
    return named(String(name.dropLast(2)))
  }

  /// The points of a name, ours or Claude Code's.
  public static func named(_ name: String) -> [HookPoint] {
    allCases.filter { $0.rawValue == name || $0.claudeName == name }
  }

  /// Every name there is, ours first.
  public static var names: [String] {
    var names = allCases.map(\.rawValue)
    for name in allCases.compactMap(\.claudeName) where !names.contains(name) { names.append(name) }
    return names
  }

  /// When it is, in a phrase.
  public var summary: String {
    switch self {
    case .sessionCreated: "the first turn of a session is about to begin"
    case .sessionLoaded: "a turn of a session that has some is about to begin"
    case .sessionForked: "the first turn of a copy of a session is about to begin"
    case .messageSubmitBefore: "the user's message has come, and is in no log yet"
    case .messageSubmitAfter: "the message is in the session's log"
    case .turnBefore: "the turn has begun"
    case .contextBuildBefore: "the context of a model request is about to be made"
    case .providerCallBefore: "a context provider is about to be asked"
    case .providerCallAfter: "a context provider has answered"
    case .contextBuildAfter: "the context of a model request is made"
    case .requestBefore: "a model request is about to be sent"
    case .requestAfter: "the model has answered"
    case .toolCallBefore: "a tool is about to be called"
    case .shellBashBefore: "the same, for the tool bash"
    case .shellPythonBefore: "the same, for the tool python"
    case .fileWriteBefore: "the same, for the tool write"
    case .fileEditBefore: "the same, for the tool edit"
    case .approvalRequest: "a call needs an approval (--approve hook)"
    case .shellBashAfter: "the tool bash has ended, well or not"
    case .shellPythonAfter: "the same, for the tool python"
    case .fileWriteAfter: "the same, for the tool write"
    case .fileEditAfter: "the same, for the tool edit"
    case .toolCallAfter: "a tool has done its work"
    case .toolCallError: "a tool has failed"
    case .turnStop: "the model is done, and the turn about to end well"
    case .turnAfter: "the turn is over, its last event written"
    case .sessionClosed: "the process is done with the session"
    }
  }
}
