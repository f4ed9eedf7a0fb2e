import AgentCore
import Testing

@testable import AgentTools

@Suite struct TreeWalkTests {
  let bench = ToolBench()

  func walk(from base: String = ".", ignored: Bool = false, depth: Int = .max, most: Int = .max) throws
    -> [String]
  {
    var found: [String] = []
    let walk = TreeWalk(try bench.tree(), from: base, includesIgnored: ignored, maximumDepth: depth)
    try walk.run { entry throws(AgentError) in
      found.append(entry.path)
      return found.count < most
    }
    return found
  }

  @Test func goesInAFixedOrder() throws {
    for name in ["b/z", "a", "B", "b/c/d"] { try bench.file(name, "") }
    #expect(try walk() == ["B", "a", "b", "b/c", "b/z", "b/c/d"])
    #expect(try walk(depth: 1) == ["B", "a", "b"])
    #expect(try walk(most: 2) == ["B", "a"])
  }

  @Test func builtInRulesHoldOnlyWhereNobodySpeaks() throws {
    for name in [".git/config", "node_modules/x", "a"] { try bench.file(name, "") }
    #expect(try walk() == ["a"])
    try bench.file(".gitignore", "b\n")
    #expect(try walk() == [".gitignore", "a", "node_modules", "node_modules/x"])
    #expect(try walk(ignored: true).contains(".git/config"))
  }

  @Test func rulesOfTheDirectoriesAboveHold() throws {
    try bench.file(".gitignore", "sub/deep/*.o\n*.tmp\n")
    for name in ["sub/deep/a.o", "sub/deep/a.c", "sub/deep/a.tmp"] { try bench.file(name, "") }
    #expect(try walk(from: "sub/deep") == ["a.c"])
    #expect(try walk(from: "sub") == ["deep", "deep/a.c"])
  }

  @Test func linksAreShownAndNotFollowed() throws {
    try bench.file("d/x", "")
    bench.link("up", to: "..")
    bench.link("same", to: "d")
    #expect(try walk() == ["d", "same", "up", "d/x"])
  }
}
