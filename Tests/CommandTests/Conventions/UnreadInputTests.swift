import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 6: standard input is not read unasked") struct UnreadInputTests {
  /// A pipe that its parent holds open and never writes to hangs nobody.
  @Test(arguments: (Example.all + Example.failures).filter { $0.input == nil && $0.arguments != ["-"] })
  func anOpenPipeHangsNobody(_ example: Example) throws {
    let scene = try Scene()
    let child = try scene.command(example).spawn(
      scene.arguments(example), input: .pipe, output: .null, error: .null)
    defer { close(child.standardInput) }
    let exit = child.wait(until: .after(milliseconds: 60_000))
    #expect(exit == .code(example.status))
    if exit == nil { child.signalGroup(SIGKILL) }
  }

  /// Nor is the input of a loop eaten.
  @Test(arguments: Example.all.filter { $0.input == nil && $0.arguments != ["-"] })
  func aLoopKeepsItsList(_ example: Example) throws {
    let scene = try Scene()
    let result = try scene.shell(
      #"printf '1\n2\n3\n' >list; while read -r n; do "$@" >/dev/null 2>&1; echo "$n"; done <list"#, example)
    #expect(result.lines == ["1", "2", "3"])
  }
}
