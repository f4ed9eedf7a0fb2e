import AgentSystem
import AgentTesting
import Testing

/// What every command does alike, and where that is tested: the suites of this folder run over all rows of
/// ``Example``, the others are named here.
struct Convention: Sendable, CustomTestStringConvertible {
  let number: Int
  let rule: String
  /// Suites, by the names of their types; and scripts, by their path.
  let tests: [String]

  var testDescription: String { "\(number): \(rule)" }

  private init(_ number: Int, _ rule: String, _ tests: String...) {
    self.number = number
    self.rule = rule
    self.tests = tests
  }

  static let all = [
    Convention(1, "help needs nothing, makes nothing, fits a terminal", "HelpTests", "OptionTests"),
    Convention(2, "one version for all", "VersionTests"),
    Convention(3, "an unknown word is 64, with what is near", "UsageTests"),
    Convention(4, "exit codes", "ExitCodeTests", "TurnFailureTests", "TableTests"),
    Convention(5, "data on stdout, all else on stderr", "StreamTests"),
    Convention(6, "standard input is not read unasked", "UnreadInputTests", "TurnStandardInputTests"),
    Convention(7, "no terminal, closed descriptors", "ClosedDescriptorTests"),
    Convention(8, "a reader that goes away", "GoneReaderTests"),
    Convention(9, "a full device is told", "FullDeviceTests"),
    Convention(10, "records: whole lines, type first, versioned", "RecordConventionTests"),
    Convention(11, "colour only on terminals", "ColourTests"),
    Convention(12, "any name, and NUL between names", "NameTests"),
    Convention(13, "locales change nothing", "LocaleTests"),
    Convention(14, "times are UTC", "TimeZoneTests"),
    Convention(15, "signals", "SignalConventionTests", "TurnSignalTests"),
    Convention(16, "files whole or not at all, two at once", "WholeFileTests"),
    Convention(17, "secrets stay secret", "SecretConventionTests", "TurnKeyTests"),
    Convention(18, "what decides a setting", "PrecedenceTests", "ConfigExplainTests"),
    Convention(19, "dry runs change nothing", "DryRunTests"),
    Convention(20, "large and odd input", "OddInputTests", "Tests/Scripts/input.sh"),
    Convention(21, "quick to start", "bin/bench", "bin/linkage"),
    Convention(22, "a page for each, with all options", "PageTests", "OptionTests"),
    Convention(23, "completions", "CompletionTests"),
    Convention(24, "composition in the shell", "CompositionTests"),
    Convention(25, "installation", "Tests/Scripts/install.sh", "Tests/Scripts/dist.sh"),
    Convention(27, "what children inherit", "ChildTests"),
    Convention(28, "messages", "MessageTests"),
  ]
}

@Suite("Conventions: the list") struct ConventionTests {
  @Test(arguments: Convention.all) func isTestedWhereItSays(_ convention: Convention) throws {
    for test in convention.tests {
      if test.contains("/") {
        #expect(Files.exists(Checkout.path(test)), "\(test)")
      } else {
        let found = try BuiltCommand("/usr/bin/env", in: TestDirectory())
          .run("grep", "-rlE", "^(@Suite.* )?struct \(test)\\b", Checkout.path("Tests"))
        #expect(found.lines.count >= 1, "there is no suite \(test)")
      }
    }
  }
}
