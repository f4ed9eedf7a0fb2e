import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 8: a reader that goes away") struct GoneReaderTests {
  /// The death is by SIGPIPE and without a word, whether or not that was ignored before.
  @Test(arguments: Example.all.filter { !$0.isSilent }, ["", "trap '' PIPE;"])
  func theEndIsQuiet(_ example: Example, _ disposition: String) throws {
    let scene = try Scene()
    // A pipe whose reader has gone before the command begins to write.
    let script = """
      mkfifo gone; exec 3<>gone 4>gone 3<&-
      \(disposition) "$@" >&4 4>&-
      """
    let result = try scene.shell(script, example)
    #expect(result.status == 141, "\(result.errors)")
    #expect(result.tellingLines.isEmpty)
  }

  /// What was to be changed has been changed when there is nobody left to tell.
  @Test func theStateIsSaved() throws {
    let scene = try Scene()
    let before = try Files.list(scene.directory.path("runtime/sessions")).count
    let result = try scene.shell("agent-session new --title piped | true; echo ${PIPESTATUS[0]}")
    #expect(["0", "141"].contains(result.lines.last))
    #expect(try Files.list(scene.directory.path("runtime/sessions")).count == before + 1)
  }
}
