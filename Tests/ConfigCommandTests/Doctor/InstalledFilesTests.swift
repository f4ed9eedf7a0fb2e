import AgentSystem
import AgentTesting
import Testing

@testable import ConfigCommand

@Suite struct InstalledFilesTests {
  let directory = TestDirectory()

  private func installed() throws -> InstalledFiles {
    for name in ["agent", "agent-plan", "agent-plan-add", "agent-plan-config-get", "agentutils"] {
      try directory.write("p/share/agentutils/AgentCLI/Resources/help/\(name).txt", "usage\n")
    }
    try directory.write("p/share/agentutils/AgentCLI/Resources/help/README", "no help\n")
    return InstalledFiles(share: directory.path("p/share/agentutils"), programs: directory.path("p/bin"))
  }

  @Test func commandsAreThoseWithHelpOfTheirOwn() throws {
    #expect(try installed().commands == ["agent", "agent-plan", "agent-sandbox"])
    try directory.write("p/bin/agentutils", "", mode: 0o755)
    try directory.write("p/bin/agent-plan", "", mode: 0o755)
    try directory.write("p/bin/agent", "", mode: 0o644)
    let installed = try installed()
    #expect(installed.commands == ["agent", "agent-plan", "agent-sandbox", "agentutils"])
    #expect(installed.missingCommands == ["agent", "agent-sandbox"])
  }

  @Test func onlyWhatIsBesideTheShareIsAnInstallation() throws {
    #expect(try installed().prefix == directory.path("p"))
    let clone = InstalledFiles(share: directory.path("p/Sources"), programs: directory.path("p/.build/debug"))
    #expect(clone.prefix == nil && clone.lostFiles.isEmpty && clone.files(in: "lib").isEmpty)
    #expect(clone.commands == ["agent-sandbox"])
  }

  @Test func lostFilesAreThoseOfTheManifest() throws {
    let installed = try installed()
    #expect(installed.lostFiles.isEmpty)
    let manifest = directory.path("p/share/agentutils/manifest")
    let gone = directory.path("p/bin/gone")
    try directory.write("p/share/agentutils/manifest", "\(directory.path("p"))/\n\(gone)\n\(manifest)\n")
    #expect(installed.lostFiles == [gone])
    // What was moved here from elsewhere has the paths of there.
    try directory.write(
      "p/share/agentutils/manifest", "/nowhere/bin/gone\n/nowhere/share/agentutils/manifest\n")
    #expect(installed.lostFiles.isEmpty)
  }

  @Test func unitsAreByTheirNames() {
    for name in ["agent-wake.service", "agent-wake.timer", "agent-serve.socket"] {
      #expect(UnitChecks.isUnit(name))
    }
    for name in ["timers.target.wants", "other.service", "agent-wake.service.d", "agent-wake.timer~"] {
      #expect(!UnitChecks.isUnit(name))
    }
  }

  @Test func dataDirectoriesAreThoseOfTheSystem() {
    #expect(
      InstallationChecks.dataDirectories(["HOME": "/h"]) == [
        "/h/.local/share", "/usr/local/share", "/usr/share",
      ])
    #expect(
      InstallationChecks.dataDirectories(["HOME": "/h", "XDG_DATA_HOME": "/d", "XDG_DATA_DIRS": "/a/:/b"])
        == ["/d", "/a", "/b"])
  }
}
