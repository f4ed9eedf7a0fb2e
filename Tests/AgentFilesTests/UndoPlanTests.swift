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

  /// Two names that Unicode calls the same are two files.
  @Test func namesAreBytes() {
    let plan = UndoPlan([
      change("caf\u{e9}", saved("1"), present("2")), change("cafe\u{301}", saved("3"), present("4")),
    ])
    #expect(plan.steps.map(\.target) == [saved("3"), saved("1")] && plan.steps.allSatisfy { !$0.hasGap })
  }

  @Test func linksAndDirectoriesJoin() {
    #expect(!UndoPlan([change("a", .absent, .link("x")), change("a", .link("x"), .absent)]).steps[0].hasGap)
    #expect(UndoPlan([change("a", .absent, .link("x")), change("a", .link("y"), .absent)]).steps[0].hasGap)
    let replaced = UndoPlan([change("a", .directory(0o755), .link("x")), change("b", .directory(0), .absent)])
    #expect(replaced.steps.map(\.isReplacedDirectory) == [false, true])
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
