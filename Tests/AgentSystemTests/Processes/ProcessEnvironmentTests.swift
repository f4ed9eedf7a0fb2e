import AgentSystem
import AgentTesting
import Glibc
import Testing

struct ProcessEnvironmentTests {
  @Test func readsVariables() throws {
    for value in ["a=b=é", "\u{301}a=b", ""] {
      setenv("AGENT_TEST_VARIABLE", value, 1)
      #expect(ProcessEnvironment.read()["AGENT_TEST_VARIABLE"] == value)
    }
    unsetenv("AGENT_TEST_VARIABLE")
    #expect(ProcessEnvironment.read()["AGENT_TEST_VARIABLE"] == nil)
  }

  @Test func homeIsTheVariableOrTheDatabase() throws {
    #expect(ProcessEnvironment.homeDirectory(["HOME": "/h"]) == "/h")
    let entry = try #require(getpwuid(getuid()))
    let known = String(cString: try #require(entry.pointee.pw_dir))
    #expect(ProcessEnvironment.homeDirectory([:]) == known)
    #expect(ProcessEnvironment.homeDirectory(["HOME": ""]) == known)
  }

  @Test(
    "a closed descriptor is opened on /dev/null before anything else can land there",
    arguments: [
      ("", "true open open open"), ("<&-", "true open open open"), (">&-", "false open open open"),
      ("<&- >&- 2>&-", "false open open open"),
    ])
  func guardsDescriptors(redirection: String, result: String) throws {
    let directory = TestDirectory()
    let probe = BuiltCommand("system-probe", in: directory)
    let shell = BuiltCommand("/bin/sh", in: directory)
    _ = try shell.run("-c", "'\(probe.executable)' guard '\(directory.path("result"))' \(redirection)")
    #expect(try directory.read("result") == result)
  }

  @Test("other processes of the user cannot read the memory of one that asked for it")
  func protectsSecrets() throws {
    let directory = TestDirectory()
    let child = try BuiltCommand("system-probe", in: directory).spawn(["memory"], input: .pipe)
    #expect(try IO.read(child.standardOutput) == Array("ready\n".utf8))
    let status = try Files.status("/proc/\(child.pid)/mem")
    #expect(status?.st_uid == 0)
    for fd in [child.standardInput, child.standardOutput, child.standardError] { close(fd) }
    #expect(child.wait() == .code(0))
  }
}
