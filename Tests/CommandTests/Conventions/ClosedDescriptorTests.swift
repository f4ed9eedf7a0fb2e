import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 7: no terminal, closed descriptors") struct ClosedDescriptorTests {
  @Test(arguments: Example.all) func everyCombinationEndsWell(_ example: Example) throws {
    for closed in ["<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
      if closed.contains("<"), example.input != nil { continue }
      let scene = try Scene()
      let result = try scene.shell("\"$@\" \(closed)", example)
      let cannotPrint = closed.contains(" >") || closed.hasPrefix(">")
      let expected = cannotPrint && !example.isSilent ? 74 : example.status
      #expect(result.status == expected, "\(closed): \(result.errors)")
      if closed == ">&-", !example.isSilent { #expect(result.errors.contains("standard output")) }
      // Nothing has been written into a file that got the number of a stream.
      let check = try BuiltCommand("agent-session", in: scene.directory).run("fsck", scene.session)
      #expect(check.status == 0, "\(closed): \(check.output)")
    }
  }

  @Test(arguments: Example.all) func noTerminalIsNeeded(_ example: Example) throws {
    #expect(try Scene().shell(#"setsid -w "$@""#, example).status == example.status)
  }
}
