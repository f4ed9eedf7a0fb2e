import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The units that bin/install puts among those of the system are those that `install` of a command writes for one
/// user, but for what only that user has: his runtime directory and his PATH.
@Suite struct PackagedUnitTests {
  private static func templates() throws -> [String] {
    try Files.list(Checkout.path("Sources")).flatMap { target in
      let folder = Checkout.path("Sources/\(target)/Resources/systemd")
      return ((try? Files.list(folder)) ?? []).map { Path.join(folder, $0) }
    }
  }

  @Test(arguments: try templates()) func theyAreTheSame(_ template: String) throws {
    let directory = TestDirectory()
    let name = Path.name(template)
    let command = String(name.prefix { $0 != "." })
    let options = command == "agent-wake" ? ["--systemd"] : []
    let plan = try BuiltCommand(command, in: directory).run(["install", "-n", "-j"] + options)
    let unit = try #require(
      plan.values.first { Path.name($0["path"]?.string ?? "") == name }?["text"]?.string, "\(plan.errors)")
    let program = "\"\(try Path.resolved(BuiltCommand(command, in: directory).executable))\""
    #expect(
      unit.replacing(program, with: "\"@bindir@/\(command)\"")
        .replacing(" --runtime-dir \"\(directory.runtime)\"", with: "")
        .replacing("=\(directory.runtime)/", with: "=%h/.agent_runtime/")
        .split(separator: "\n", omittingEmptySubsequences: false).filter {
          !$0.hasPrefix("Environment=\"PATH=")
        }
        .joined(separator: "\n")
        == String(decoding: try Files.read(template), as: UTF8.self))
  }
}
