import Testing

@testable import AgentFiles

@Suite struct UndoPlanTests {
  private func change(_ path: String, _ before: FileChange.Before, _ after: FileChange.After) -> FileChange {
    FileChange(path: path, root: "/w", kind: .update, before: before, after: after)
  }

  private func saved(_ name: String) -> FileChange.Before { .saved(blob: name, bytes: 1, mode: 0o644) }
  private func present(_ name: String) -> FileChange.After { .present(sha256: name, bytes: 1, mode: 0o644) }

  @Test func eachFileGoesBackToItsFirstState() {
    let plan = UndoPlan([
      change("a", saved("1"), present("2")), change("b", .absent, present("x")),
      change("a", saved("2"), present("3")),
    ])
    #expect(plan.steps.map(\.path) == ["a", "b"])
    #expect(
      plan.steps[0].target == saved("1") && plan.steps[0].expected == present("3") && !plan.steps[0].hasGap)
    #expect(plan.steps[1].target == .absent && plan.steps[1].expected == present("x"))
  }

  @Test func whatHappenedBetweenTwoCallsIsSeen() {
    #expect(
      UndoPlan([change("a", saved("1"), present("2")), change("a", saved("9"), present("3"))]).steps[0].hasGap
    )
    #expect(
      UndoPlan([change("a", saved("1"), .absent), change("a", saved("9"), present("3"))]).steps[0].hasGap)
    #expect(
      !UndoPlan([change("a", saved("1"), .absent), change("a", .absent, present("3"))]).steps[0].hasGap)
  }
}
