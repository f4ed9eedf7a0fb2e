import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 5: data and messages") struct StreamTests {
  /// What is printed is the same whether or not anybody reads the messages, and `-q` leaves none of these.
  @Test(arguments: Example.readers) func messagesAreNoData(_ example: Example) throws {
    let scene = try Scene()
    let plain = try scene.run(example)
    let quiet = try scene.run(example, ["-q"])
    if !example.isClock { #expect(quiet.output == plain.output) }
    #expect(quiet.errorLines.count <= (example.status == 0 ? 0 : 1))
    let alone = try scene.shell(#""$@" 2>/dev/null"#, example)
    if !example.isClock { #expect(alone.output == plain.output) }
  }

  @Test(arguments: Example.all) func successIsSilentForPrograms(_ example: Example) throws {
    if example.verb == "blob" { return }
    let result = try Scene().run(example, ["-j"])
    #expect(result.errorLines.count <= (example.status == 0 ? 0 : 1))
    #expect(try Scene().run(example, ["-q"]).errorLines.count <= (example.status == 0 ? 0 : 1))
  }

  @Test(arguments: Example.failures) func aFailureIsOneLine(_ example: Example) throws {
    for options in [["-q"], ["-j"]] {
      // Partial failures tell each input.
      let lines = try Scene().run(example, options).errorLines.count
      #expect(lines == 1)
    }
  }
}
