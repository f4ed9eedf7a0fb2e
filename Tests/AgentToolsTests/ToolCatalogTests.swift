import AgentCore
import AgentSandbox
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ToolCatalogTests {
  @Test func findsDescriptionsWhoseProgramsAreThere() throws {
    let directory = TestDirectory()
    try directory.write("bin/good-program", "#!/bin/sh\n", mode: 0o700)
    func describe(_ file: String, _ text: String) throws {
      try directory.write("share/Some/Resources/tools/\(file)", text)
    }
    try describe("b.tool.json", #"{"name":"b","description":"d","exec":["good-program"]}"#)
    try describe("a.tool.json", #"{"name":"a","description":"d","exec":["good-program"]}"#)
    try describe("gone.tool.json", #"{"name":"gone","description":"d","exec":["no-such-program"]}"#)
    try describe("broken.tool.json", "{")
    try describe("other.json", #"{"name":"other","description":"d","exec":["good-program"]}"#)
    func installed(_ resources: String) -> [String] {
      let host = ExtensionHost(
        runtime: directory.runtimeDirectory, resources: ResourceDirectory(path: resources),
        policy: SandboxPolicy(workspace: directory.work), environment: ["PATH": directory.path("bin")])
      return ToolCatalog.installed(ExtensionRunner(host)).map(\.description.name)
    }
    #expect(installed(directory.path("share")) == ["a", "b"])
    #expect(installed("/nowhere").isEmpty)
  }
}
