import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct ExtensionCatalogTests {
  let bench = ToolBench()

  private func reason(_ name: String, _ kind: ExtensionKind = .tools) -> String {
    let listing = bench.discover(kind)
    return listing.problems.first { Path.name($0.path) == name }?.reason ?? "\(listing.found.map(\.name))"
  }

  @Test func aDescriptionIsFoundInThreePlaces() throws {
    try bench.extend("tools/beside.sh", "#!/bin/sh\nexit 9\n")
    try bench.extend(
      "tools/beside.tool.json", #"{"name":"beside_it","description":"in a file"}"#, mode: 0o600)
    try bench.extend("tools/tags", "#!/bin/sh\n# @describe in comments\n# @arg x!\nexit 9\n")
    try bench.extend(
      "tools/asked", "#!/bin/sh\n[ \"$1\" = --describe ] && echo '{\"description\":\"by itself\"}'\n")
    try bench.extend(
      "tools/several",
      "#!/bin/sh\necho '[{\"name\":\"one\",\"description\":\"d\"},{\"name\":\"two\",\"description\":\"d\"}]'\n"
    )
    let listing = bench.discover()
    #expect(listing.problems == [])
    #expect(listing.found.map(\.name) == ["asked", "beside_it", "one", "two", "tags"])
    #expect(
      listing.found.map(\.description.tool.description) == [
        "by itself", "in a file", "d", "d", "in comments",
      ])
    #expect(listing.found.allSatisfy { $0.origin == .user && $0.description.tool.isStandard })
  }

  @Test func whatIsNoExtensionIsPassedOver() throws {
    try bench.extend("tools/notes.txt", "notes", mode: 0o600)
    try bench.extend("tools/_helper", "#!/bin/sh\n")
    try bench.extend("tools/.hidden", "#!/bin/sh\n")
    try bench.extend("tools/lib/part.sh", "#!/bin/sh\n")
    let listing = bench.discover()
    #expect(listing.found.isEmpty && listing.problems.isEmpty)
    #expect(bench.discover(.providers).found.isEmpty)
  }

  /// A program of the system, told by a description file alone.
  @Test func aDescriptionFileMayNameAProgram() throws {
    try bench.extend(
      "tools/count.tool.json", #"{"description":"d","exec":["wc","-c"],"type":"custom"}"#, mode: 0o600)
    #expect(try bench.call("count", ["input": "four"]).text == "4\n")
    try bench.extend("tools/gone.tool.json", #"{"description":"d","exec":["no-such"]}"#, mode: 0o600)
    #expect(reason("gone.tool.json").contains("'no-such' is not there"))
  }

  @Test func providersAndCommandsNeedNoDescription() throws {
    try bench.extend("providers/load.sh", "#!/bin/sh\ntouch ran; uptime\n")
    #expect(try bench.found("load", .providers).command.count == 1)
    #expect(!Files.exists(bench.directory.path("runtime/providers/ran")))
  }

  @Test func namesAreTakenOnce() throws {
    try bench.extend("tools/a", "#!/bin/sh\n# @describe d\n")
    try bench.extend("tools/b", "#!/bin/sh\nexit 1\n")
    try bench.extend("tools/b.tool.json", #"{"name":"a","description":"d"}"#, mode: 0o600)
    try bench.extend("tools/bash", "#!/bin/sh\n# @describe d\n")
    #expect(reason("b").contains("'a' is taken"))
    #expect(reason("bash").contains("'bash' is taken"))
  }

  @Test(arguments: [
    (#""confine":"none""#, "unconfined"), (#""env":["OPENAI_API_KEY"]"#, "OPENAI_API_KEY"),
    (#""writable":["/no/such"]"#, "not there"), (#""exec":["ls"]"#, "is the program itself"),
  ])
  func whatADescriptionFileCannotAskFor(_ member: String, _ words: String) throws {
    try bench.extend("tools/x", "#!/bin/sh\n")
    try bench.extend("tools/x.tool.json", #"{"description":"d",\#(member)}"#, mode: 0o600)
    #expect(reason("x").contains(words), "\(reason("x"))")
  }

  @Test func onlyADescriptionFileAsksForMore() throws {
    try bench.extend("tools/x", "#!/bin/sh\necho '{\"description\":\"d\",\"net\":\"host\"}'\n")
    #expect(reason("x").contains("asks for more"))
    try bench.extend("tools/x.tool.json", #"{"description":"d","net":"host"}"#, mode: 0o600)
    #expect(try bench.found("x").description.tool.sideEffects == .network)
  }

  @Test func answersAreKeptAsLongAsTheFileIsTheSame() throws {
    let script = "#!/bin/sh\n[ \"$1\" = --describe ] && echo '{\"description\":\"first\"}'\n"
    let path = try bench.extend("tools/x", script)
    #expect(try bench.found("x").description.tool.description == "first")
    let cache = try bench.directory.read("runtime/cache/describe.json").replacing("first", with: "kept")
    try bench.directory.write("runtime/cache/describe.json", cache)
    #expect(try bench.found("x").description.tool.description == "kept")
    try Files.touch(path)
    #expect(try bench.found("x").description.tool.description == "first")
    try bench.directory.write("runtime/cache/describe.json", "{damaged")
    #expect(try bench.found("x").description.tool.description == "first")
  }

  @Test func refusalsAreKeptForAWhileOnly() throws {
    try bench.extend("tools/x", "#!/bin/sh\nexit 3\n")
    let host = bench.host()
    let now = Clock.system.now()
    #expect(ExtensionCatalog(host, clock: Clock { now }).discover(.tools).problems.count == 1)
    try bench.directory.write(
      "runtime/cache/describe.json",
      try bench.directory.read("runtime/cache/describe.json").replacing("status 3", with: "status 4"))
    let kept = ExtensionCatalog(host, clock: Clock { now + 60_000 }).discover(.tools).problems
    #expect(kept.first?.reason.contains("status 4") == true)
    let later = ExtensionCatalog(host, clock: Clock { now + 700_000 }).discover(.tools).problems
    #expect(later.first?.reason.contains("status 3") == true)
  }

  @Test func noExtensionLeadsToItself() throws {
    try bench.extend("tools/x", "#!/bin/sh\necho '{\"description\":\"d\"}'\n")
    let host = bench.host({ _ in }, ["AGENT_EXTENSION": "x"])
    #expect(bench.discover(.tools, host).problems.first?.reason.contains("from within") == true)
    #expect(try bench.found("x").name == "x")
  }

  @Test func aFolderThatOthersMayWriteIsLeftOut() throws {
    try bench.extend("tools/x", "#!/bin/sh\n# @describe d\n")
    chmod(bench.directory.path("runtime/tools"), 0o770)
    let listing = bench.discover()
    #expect(listing.found.isEmpty && listing.problems.count == 1)
    #expect(listing.problems.first?.reason.contains("can be written by others") == true)
  }
}
