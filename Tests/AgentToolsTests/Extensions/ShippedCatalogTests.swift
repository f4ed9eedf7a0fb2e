import AgentCore
import AgentSandbox
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ShippedCatalogTests {
  @Test func findsDescriptions() throws {
    let directory = TestDirectory()
    try directory.write("bin/good-program", "#!/bin/sh\n", mode: 0o700)
    func describe(_ file: String, _ text: String) throws {
      try directory.write("share/Some/Resources/\(file)", text)
    }
    try describe("tools/b.tool.json", #"{"name":"b","description":"d","exec":["good-program"]}"#)
    try describe("tools/a.tool.json", #"{"description":"d","plugin":"p","exec":["good-program"]}"#)
    try describe("tools/gone.tool.json", #"{"description":"d","plugin":"q","exec":["no-such-program"]}"#)
    try describe("tools/broken.tool.json", "{")
    try describe("tools/other.json", #"{"name":"other","description":"d","exec":["good-program"]}"#)
    try describe("providers/now.provider.json", #"{"description":"d","plugin":"p","exec":["good-program"]}"#)
    try describe("providers/x.tool.json", #"{"description":"d","exec":["good-program"]}"#)
    func catalog(_ resources: String, _ kinds: [ExtensionKind] = [.tools, .providers]) -> ShippedCatalog {
      ShippedCatalog(
        ResourceDirectory(path: resources), environment: ["PATH": directory.path("bin")], kinds)
    }
    let all = catalog(directory.path("share"))
    #expect(all.items.map(\.name) == ["a", "b", "gone", "now"])
    #expect(all.items.map(\.isInstalled) == [true, true, false, true])
    #expect(all.plugins == ["p", "q"] && all.items(.providers).map(\.name) == ["now"])
    #expect(catalog(directory.path("share"), [.providers]).items.map(\.name) == ["now"])
    #expect(catalog("/nowhere").items.isEmpty)
  }

  /// What is shipped: each plugin's tools are named after it, and each that keeps something is of a plugin.
  @Test func whatIsShipped() {
    let catalog = ShippedCatalog(ResourceDirectory(path: Checkout.path("Sources")), environment: [:])
    #expect(catalog.plugins.contains("memory"))
    for item in catalog.items {
      let plugin = item.description.plugin
      #expect((item.description.tool.sideEffects == .state) == (plugin != nil), "\(item.name)")
      if item.kind == .tools, let plugin { #expect(item.name.hasPrefix("\(plugin)_"), "\(item.name)") }
      // A provider starts a process before each request: not where there is nothing to tell.
      if item.kind == .providers { #expect(item.description.condition != nil, "\(item.name)") }
    }
  }
}
