import AgentCore
import AgentJSON
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct PathArgumentsTests {
  let bench = ToolBench()

  @Test func pathsAreMadeAbsolute() throws {
    try bench.file("a", "")
    let tree = try bench.tree()
    let path = JSON.string(bench.directory.path("work/a"))
    let names = ["sources", "sources.path"]
    func confined(_ sources: JSON) throws -> JSON? {
      try PathArguments.confine(["sources": sources, "other": "a"], names, in: tree)["sources"]
    }
    #expect(try confined("a") == path)
    #expect(try confined(["a", ["path": "a", "name": "a"]]) == [path, ["path": path, "name": "a"]])
    #expect(try confined(["path": "a"]) == ["path": path])
    #expect(try confined("https://example.org/a") == "https://example.org/a")
    #expect(try confined(7) == 7)
    for outside: JSON in ["../x", ["path": "/etc/passwd"], ["a", "/etc/passwd"]] {
      #expect(throws: AgentError.self) { try confined(outside) }
    }
  }
}
