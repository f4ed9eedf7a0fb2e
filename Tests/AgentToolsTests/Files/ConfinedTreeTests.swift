import AgentCore
import AgentSystem
import Glibc
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ConfinedTreeTests {
  let bench = ToolBench()

  @Test(arguments: [
    "../secret", "sub/../../secret", "out", "outdir/secret", "loop", "/etc/passwd",
    "/proc/self/root/etc/passwd",
    "/proc/self/cwd", "root/etc/passwd", "WORK/../secret", "absolute",
  ])
  func nothingLeadsOut(_ name: String) throws {
    let directory = bench.directory
    try directory.write("secret", "secret")
    try bench.file("sub/x", "in")
    bench.link("out", to: "../secret")
    bench.link("outdir", to: "..")
    bench.link("loop", to: "loop")
    bench.link("root", to: "/proc/self/root")
    bench.link("absolute", to: directory.path("secret"))
    let path = name.replacing("WORK", with: directory.work)
    #expect(throws: AgentError.self) { _ = try bench.tree().openFile(path) }
    #expect(throws: AgentError.self) { _ = try bench.tree().resolve(path) }
  }

  @Test(arguments: ["a", "./a", "sub/../a", "in", "WORK/a", "WORK/sub/../a", "sub/up"])
  func whatLiesInsideIsOpened(_ name: String) throws {
    let directory = bench.directory
    let path = try bench.file("a", "inside")
    try bench.file("sub/x", "")
    bench.link("in", to: "a")
    bench.link("sub/up", to: "../a")
    let given = name.replacing("WORK", with: try Path.resolved(directory.work))
    let file = try bench.tree().openFile(given)
    #expect(try IO.readToEnd(file.raw) == Array("inside".utf8))
    #expect(try bench.tree().resolve(given) == Path.resolved(path))
  }

  @Test func anotherRootIsReadByItsAbsolutePath() throws {
    let extra = try bench.directory.write("extra/x", "1")
    #expect(throws: AgentError.self) { _ = try bench.tree().openFile(extra) }
    let tree = try bench.tree(readable: [bench.directory.path("extra")])
    _ = try tree.openFile(Path.resolved(extra))
    #expect(throws: AgentError.self) { _ = try bench.tree(readable: ["/nowhere"]) }
  }

  @Test func outsideIsNotPermittedAndTellsWhatToDo() throws {
    let error = #expect(throws: AgentError.self) { _ = try bench.tree().openFile("../x") }
    #expect(error?.exitCode == .notPermitted)
    #expect(error?.hint?.contains("--readable") == true)
    #expect(
      #expect(throws: AgentError.self) { _ = try bench.tree().openFile("x") }?.exitCode == .inputMissing)
  }

  /// A directory and a link to the outside take turns under one name while it is opened again and again.
  @Test func noRaceLeadsOut() throws {
    let directory = bench.directory
    try directory.write("secret/file", "outside")
    try bench.file("real/file", "inside")
    bench.link("evil", to: directory.path("secret"))
    bench.link("evil2", to: "../secret")
    let tree = try bench.tree()
    let isOver = Monitor(false)
    let names = ["real", "evil", "evil2"].map { directory.path("work/\($0)") }
    let target = directory.path("work/swap")
    let swapper = Thread.start {
      var turn = 0
      while !isOver.withLock({ $0 }) {
        rename(names[turn % 3], target)
        rename(target, names[turn % 3])
        turn += 1
      }
    }
    var opened = 0
    var outside = 0
    for number in 0..<20_000 {
      let name = number % 2 == 0 ? "swap/file" : "swap/../swap/file"
      guard let file = try? tree.openFile(name), let bytes = try? IO.readToEnd(file.raw) else { continue }
      if bytes == Array("inside".utf8) { opened += 1 } else { outside += 1 }
    }
    isOver.update { $0 = true }
    swapper.join()
    #expect(outside == 0)
    #expect(opened > 0)
  }
}
