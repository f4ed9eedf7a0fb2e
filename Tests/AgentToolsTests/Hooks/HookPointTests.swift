import Testing

@testable import AgentTools

@Suite struct HookPointTests {
  @Test(arguments: [
    ("tool.call.before.d", [HookPoint.toolCallBefore]), ("PreToolUse.d", [.toolCallBefore]),
    ("PostToolUse.d", [.toolCallAfter]), ("UserPromptSubmit.d", [.messageSubmitBefore]),
    ("SessionStart.d", [.sessionCreated, .sessionLoaded, .sessionForked]),
    ("SessionEnd.d", [.sessionClosed]), ("Stop.d", [.turnStop]), ("PermissionRequest.d", [.approvalRequest]),
    ("tool.call.before", []), ("pretooluse.d", []), (".d", []), ("compaction.before.d", []),
  ])
  func aDirectoryIsThatOfItsPoints(_ name: String, _ points: [HookPoint]) {
    #expect(HookPoint.of(directory: name) == points)
  }

  @Test func namesAreUniqueAndEveryPointSaysWhenItIs() {
    let names = HookPoint.names
    #expect(Set(names).count == names.count)
    #expect(HookPoint.allCases.allSatisfy { !$0.summary.isEmpty && HookPoint.named($0.rawValue) == [$0] })
  }

  @Test func onlyBeforeACallCanItsArgumentsChange() {
    for point in HookPoint.allCases where point.changesInput { #expect(point.rawValue.hasSuffix(".before")) }
    for tool in ["bash", "python", "write", "edit"] {
      let narrow = HookPoint.narrow(tool)
      #expect(narrow?.before.veto == .call && narrow?.after.veto == .words)
    }
    #expect(HookPoint.narrow("read") == nil)
  }
}
