import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import ConfigCommand

@Suite struct RuntimeChecksTests {
  let directory = TestDirectory()

  @Test func aDirectoryThatIsNotThereIsNoFault() {
    #expect(RuntimeChecks.modes(directory.runtimeDirectory).state == .ok)
    #expect(RuntimeChecks.locks(directory.runtimeDirectory).state == .ok)
    #expect(!Files.exists(directory.runtime))
  }

  @Test func aPrivateDirectoryIsFine() throws {
    try directory.runtimeDirectory.prepare()
    #expect(RuntimeChecks.modes(directory.runtimeDirectory).state == .ok)
  }

  @Test func locksAreTriedAndLeaveNothing() throws {
    try directory.runtimeDirectory.prepare()
    #expect(RuntimeChecks.locks(directory.runtimeDirectory).message == "work")
    #expect(try Files.list(directory.runtime) == [])
  }

  @Test func aReadableLoginIsBroken() throws {
    try directory.write("runtime/auth.json", "{}")
    #expect(chmod(directory.runtimeDirectory.authenticationFile, 0o644) == 0)
    let finding = RuntimeChecks.modes(directory.runtimeDirectory)
    #expect(finding.state == .broken)
    #expect(finding.advice == "chmod 600 '\(directory.runtimeDirectory.authenticationFile)'")
  }

  @Test func spaceIsThatOfTheNearestDirectory() {
    #expect(RuntimeChecks.space(directory.runtimeDirectory).message.hasSuffix(directory.root))
  }
}
