import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 9: a full device") struct FullDeviceTests {
  @Test(arguments: Example.all.filter { !$0.isSilent }) func isToldAndIs74(_ example: Example) throws {
    for option in [[], ["-j"]] {
      // The bytes of a blob are no records.
      if example.verb == "blob", !option.isEmpty { continue }
      let result = try Scene().shell(#""$@" >/dev/full"#, example, option)
      #expect(result.status == 74)
      #expect(result.errors.contains("standard output"))
      #expect(result.errors.contains("No space left") || result.errors.contains("no space left"))
    }
  }

  @Test(arguments: try Checkout.commands()) func alsoForHelp(_ command: String) throws {
    for option in ["--help", "--version"] {
      let result = try BuiltCommand("/bin/bash", in: TestDirectory())
        .run("-c", "\(command) \(option) >/dev/full")
      #expect(result.status == 74)
      #expect(result.errorLines.count == 1)
    }
  }
}
