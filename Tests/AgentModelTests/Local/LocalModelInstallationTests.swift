import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentModel

@Suite struct LocalModelInstallationTests {
  let directory = TestDirectory()
  var installation: LocalModelInstallation {
    LocalModelInstallation(DataDirectory(path: directory.path("data")))
  }

  /// The marks by which an environment with the engine is known.
  private func addEngine() throws {
    try directory.write("data/python/bin/python", "", mode: 0o700)
    let package = LocalModelInstallation.Package.engine
    try directory.write(
      "data/python/lib/python3.11/site-packages/\(package.module)-\(package.version).dist-info/RECORD", "")
  }

  private func addModel(_ name: String) throws { try directory.write("data/models/\(name).gguf", "GGUF") }

  @Test func nothingIsThereAtFirst() {
    #expect(!installation.hasEngine)
    #expect(installation.models == [])
    let error = #expect(throws: AgentError.self) { try installation.model(named: nil) }
    #expect(error?.exitCode == .configuration)
    #expect(error?.hint?.contains("agent-config model install") == true)
  }

  @Test func aModelWithoutTheEngineIsNotEnough() throws {
    try addModel("a")
    #expect(throws: LocalModelInstallation.missing) { try installation.model(named: nil) }
    try addEngine()
    #expect(try installation.model(named: nil).name == "a")
  }

  @Test func anEnvironmentWhosePythonIsGoneIsNone() throws {
    try addEngine()
    #expect(installation.hasEngine)
    unlink(installation.python)
    #expect(symlink("/nonexistent/python3.9", installation.python) == 0)
    #expect(!installation.hasEngine)
  }

  @Test func theNamedModelElseTheDefaultElseTheFirst() throws {
    try addEngine()
    for name in ["zebra", "ant"] { try addModel(name) }
    #expect(try installation.model(named: "zebra").name == "zebra")
    #expect(try installation.model(named: nil).name == "ant")
    try addModel(LocalModelInstallation.defaultModel)
    #expect(try installation.model(named: nil).name == LocalModelInstallation.defaultModel)
    let error = #expect(throws: AgentError.self) { try installation.model(named: "zebr") }
    #expect(error?.exitCode == .unavailable)
    #expect(error?.hint == "did you mean 'zebra'?")
  }

  @Test func linksAreFollowedAndDanglingOnesLeftOut() throws {
    try addModel("real")
    let models = directory.path("data/models")
    #expect(symlink("real.gguf", "\(models)/link.gguf") == 0)
    #expect(symlink("/nonexistent", "\(models)/dangling.gguf") == 0)
    try directory.write("data/models/readme.txt", "")
    #expect(installation.models.map(\.name) == ["link", "real"])
    #expect(installation.models[0].path == installation.models[1].path)
    #expect(installation.models[0].bytes == 4)
  }
}
