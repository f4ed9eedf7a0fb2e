import AgentCore
import AgentTesting
import Testing

@testable import ConfigCommand

@Suite struct DependencyTests {
  @Test func optionalOnesAreNamedByTheirPackages() throws {
    #expect(try Dependency.named([]) == [])
    #expect(try Dependency.named(["yad"]) == ["yad"])
    let all = try Dependency.named(["yad", "all"])
    #expect(all == Set(Dependency.all.filter(\.isOptional).map(\.package)) && all.contains("tmux"))
    // python3 is needed in any case, and so no option.
    for name in ["yda", "python3", ""] {
      let error = #expect(throws: AgentError.self) { try Dependency.named([name]) }
      #expect(error?.code == .usage)
    }
  }

  @Test func nothingIsBothNeededAndOptional() {
    #expect(!Dependency.all.contains { $0.isEssential && $0.isOptional })
  }

  @Test func whatIsLackingDependsOnWhoAsks() throws {
    let yad = try #require(Dependency.all.first { $0.package == "yad" })
    #expect(DependencyChecks.finding(yad, isPresent: false).state == .notice)
    #expect(DependencyChecks.finding(yad, isPresent: true).state == .ok)
    let poppler = try #require(Dependency.all.first { $0.package == "poppler-utils" })
    #expect(DependencyChecks.finding(poppler, isPresent: false).state == .weak)
    let curl = try #require(Dependency.all.first { $0.package == "libcurl4" })
    #expect(DependencyChecks.finding(curl, isPresent: false).state == .broken)
    #expect(!DependencyState(dependency: yad, isPresent: false, isWanted: false).isLacking)
    #expect(DependencyState(dependency: yad, isPresent: false, isWanted: true).isLacking)
    #expect(!DependencyState(dependency: yad, isPresent: true, isWanted: true).isLacking)
  }
}
