import Testing

@testable import AgentCore

@Suite struct AgentErrorLibraryTests {
  @Test func theLibraryAndItsPackageAreNamed() {
    let error = AgentError(lacking: "libx.so.1", package: "libx1")
    #expect(error.code == .missingTool && error.exitCode == .unavailable)
    #expect(error.description == "libx.so.1 is missing or too old (apt-get install libx1)")
  }
}
