import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import ConfigCommand

@Suite struct InstallPlanTests {
  let directory = TestDirectory()

  private func plan(_ names: [String]) -> InstallPlan {
    InstallPlan(names.map { ["type": "wake.unit", "path": .string(directory.path($0)), "text": "[Unit]\n"] })
  }

  @Test func unitsAreInPlaceWhenEachIsAsItShouldBe() throws {
    let plan = plan(["u/a.service", "u/a.timer"])
    #expect(plan.unitNames == ["a.service", "a.timer"] && plan.line == nil)
    #expect(!plan.isInPlace && plan.isAbsent)
    try directory.write("u/a.service", "[Unit]\n")
    #expect(!plan.isInPlace && !plan.isAbsent)
    try directory.write("u/a.timer", "[Unit]\n")
    #expect(plan.isInPlace)
    try directory.write("u/a.timer", "[Unit]\n# mine\n")
    #expect(!plan.isInPlace && !plan.isAbsent)
  }

  @Test func aLineOfCronIsNoUnit() {
    let plan = InstallPlan([["type": "wake.installed", "by": "cron", "line": "* * * * * x"]])
    #expect(plan.line == "* * * * * x" && plan.units.isEmpty && !plan.isInPlace)
    #expect(plan.summary == "a line of the crontab: * * * * * x")
  }

  @Test func whatIsNoPlanIsNothing() {
    let plan = InstallPlan([["type": "notice"], 1, ["path": "/x"], ["text": "x"]])
    #expect(plan.units.isEmpty && plan.line == nil && !plan.isInPlace)
  }
}
