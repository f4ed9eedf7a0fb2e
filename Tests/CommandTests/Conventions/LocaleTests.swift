import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite("Convention 13: locales") struct LocaleTests {
  /// Made for the test, so that it does not depend on what is installed.
  static let compiled = ["tr_TR", "de_DE"]

  /// A Turkish `i` and a German decimal comma change nothing that a machine reads.
  @Test(arguments: Example.readers) func outputIsTheSame(_ example: Example) throws {
    if example.isClock { return }
    let scene = try Scene()
    let locales = try Self.locales(in: scene.directory)
    let plain = try scene.run(example, ["-j"], environment: ["LC_ALL": "C"]).output
    let text = try scene.run(example, environment: ["LC_ALL": "C"]).output
    for locale in ["C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "nosuch"] {
      let environment = ["LC_ALL": locale, "LOCPATH": locales, "LANGUAGE": "de"]
      #expect(try scene.run(example, ["-j"], environment: environment).output == plain, "\(locale)")
      #expect(try scene.run(example, environment: environment).output == text, "\(locale)")
    }
  }

  /// Each is run three times, so that it must not have done a part of it.
  @Test(arguments: Example.failures.filter { $0.verb != "delete" })
  func messagesAreTheSame(_ example: Example) throws {
    let scene = try Scene()
    let locales = try Self.locales(in: scene.directory)
    let plain = try scene.run(example, environment: ["LC_ALL": "C"]).errors
    for locale in ["tr_TR.UTF-8", "de_DE.UTF-8"] {
      let environment = ["LC_ALL": locale, "LOCPATH": locales]
      #expect(try scene.run(example, environment: environment).errors == plain, "\(locale)")
    }
  }

  /// The locales are real: another program sees them.
  @Test func theLocalesAreThere() throws {
    let directory = TestDirectory()
    let locales = try Self.locales(in: directory)
    let comma = try BuiltCommand(
      "/bin/bash", in: directory, environment: ["LC_ALL": "de_DE.UTF-8", "LOCPATH": locales]
    ).run("-c", "printf '%.1f' 1,5")
    #expect(comma.output == "1,5", "\(comma.errors)")
  }

  private static func locales(in directory: TestDirectory) throws -> String {
    let path = directory.path("locales")
    try Files.makeDirectory(path)
    for name in compiled {
      let result = try BuiltCommand("/usr/bin/env", in: directory).run(
        "ln", "-s", try Compiled.shared(name), "\(path)/\(name).UTF-8")
      #expect(result.status == 0)
    }
    return path
  }

  /// Locales that are compiled once in a test run.
  private enum Compiled {
    private static let directory = TestDirectory()
    private static let made = Monitor<Set<String>>([])

    static func shared(_ name: String) throws -> String {
      let path = directory.path("\(name).UTF-8")
      try made.withLock { made in
        if made.contains(name) { return }
        let result = try BuiltCommand("/usr/bin/env", in: directory)
          .run("localedef", "-i", name, "-f", "UTF-8", path)
        // 1: made, with warnings.
        if result.status > 1 {
          throw Missing(description: "no locale \(name); is the package 'locales' installed?")
        }
        made.insert(name)
      }
      return path
    }

    struct Missing: Error, CustomStringConvertible { let description: String }
  }
}
