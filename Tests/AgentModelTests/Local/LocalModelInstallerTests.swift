import AgentCore
import AgentSystem
import AgentTesting
import Testing

@testable import AgentModel

@Suite struct LocalModelInstallerTests {
  let directory = TestDirectory()

  private func installer(_ environment: [String: String] = [:]) -> LocalModelInstaller {
    LocalModelInstaller(DataDirectory(path: directory.path("data")), environment: environment) { _ in }
  }

  @Test(arguments: [
    ("a", true), ("Qwen2.5-0.5B_q4", true), ("", false), (".hidden", false), ("-x", false), ("a/b", false),
    ("a b", false), ("é", false),
  ])
  func names(name: String, isValid: Bool) {
    #expect(LocalModelInstaller.isValid(name) == isValid)
  }

  @Test func whatIsNoModelFileIsRefusedBeforeAnythingIsDone() throws {
    let file = try directory.write("work/a.gguf", "GGU")
    let error = #expect(throws: AgentError.self) { try installer().install(file: file) }
    #expect(error?.exitCode == .badData)
    #expect(error?.object == file)
    let missing = #expect(throws: AgentError.self) {
      try installer().install(file: directory.path("work/none.gguf"))
    }
    #expect(missing?.exitCode == .inputMissing)
    #expect(try Files.list(directory.path("data")) == [])
  }

  @Test func withoutPythonThePackageIsNamed() throws {
    let error = #expect(throws: AgentError.self) { try installer(["PATH": "/nonexistent"]).install() }
    #expect(error?.exitCode == .unavailable)
    #expect(error?.object == "python3")
    #expect(error?.hint?.contains("python3-venv") == true)
  }

  @Test func aFailingStepTellsItsLastWords() throws {
    try directory.write(
      "bin/python3", "#!/bin/sh\necho first >&2\necho 'no room left' >&2\nexit 3\n", mode: 0o700)
    let error = #expect(throws: AgentError.self) {
      try installer(["PATH": directory.path("bin")]).install()
    }
    #expect(error?.message == "no room left")
    #expect(error?.exitCode == .unavailable)
  }
}
