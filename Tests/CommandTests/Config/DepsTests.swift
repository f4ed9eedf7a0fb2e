import AgentJSON
import AgentTesting
import Testing

@Suite struct ConfigDepsTests {
  let directory = TestDirectory()
  var config: BuiltCommand { BuiltCommand("agent-config", in: directory) }

  /// A PATH in which no program is found, so that those are missing on every machine.
  var bare: BuiltCommand {
    BuiltCommand("agent-config", in: directory, environment: ["PATH": directory.path("work")])
  }

  @Test func whatIsMissingIsANegativeResult() throws {
    let result = try bare.run("deps", "-j")
    #expect(result.status == 1)
    let rows = try result.lines.map { try JSON(parsing: $0) }
    let python = try #require(rows.first { $0["need"] == "python3" })
    #expect(python["present"] == false)
    #expect(python["package"] == "python3")
    let curl = try #require(rows.first { $0["need"] == "libcurl.so.4" })
    #expect(curl["present"] == true)
  }

  @Test func groupsCanBeLeftOut() throws {
    let result = try bare.run(
      "deps", "-j", "--no-model", "--no-memory", "--no-documents", "--no-terminal", "--no-service",
      "--no-desktop")
    let groups = try Set(result.lines.map { try JSON(parsing: $0)["group"]?.string })
    #expect(groups == ["network"])
  }

  @Test func dryRunPrintsTheCommand() throws {
    let result = try bare.run("deps", "--install", "-n")
    #expect(result.status == 0)
    #expect(result.output.contains("apt-get install -y --no-install-recommends"))
    #expect(result.output.contains(" python3 python3-venv\n"))
  }

  @Test func optionalPackagesAreThoseThatAreNamed() throws {
    let plain = try bare.run("deps", "--install", "-n")
    #expect(!plain.output.contains("libnotify-bin") && !plain.output.contains("tmux"))
    let named = try bare.run("deps", "--install", "-n", "--with", "tmux", "--with", "libnotify-bin")
    #expect(named.output.contains(" tmux ") && named.output.contains(" libnotify-bin\n"))
    let left = try bare.run("deps", "--install", "-n", "--with", "all", "--no-desktop")
    #expect(left.output.contains(" tmux ") && !left.output.contains("libnotify-bin"))
    let rows = try bare.run("deps", "-j").values
    let yad = try #require(rows.first { $0["need"] == "yad" })
    #expect(yad["present"] == false && yad["optional"] == true && yad["wanted"] == false)
    let wrong = try bare.run("deps", "--with", "tmxu")
    #expect(wrong.status == 64 && wrong.errors.contains("tmux"))
  }

  /// Lists of packages that are old, or that a new machine does not have yet.
  @Test func theListsAreFetchedWhereAPackageIsNotFound() throws {
    try directory.write(
      "work/apt-get",
      """
      #!/bin/sh
      echo "$*" >>"$HOME/calls"
      case $1 in update) : >"$HOME/lists" ;; *) [ -e "$HOME/lists" ] ;; esac
      """, mode: 0o700)
    try directory.write("work/sudo", "#!/bin/sh\nexec \"$@\"\n", mode: 0o700)
    // The packages are not there in the end: this apt-get has none.
    let result = try bare.run("deps", "--install")
    #expect(result.status == 1)
    let calls = try directory.read("home/calls").split(separator: "\n")
    #expect(calls.count == 3 && calls[0] == calls[2] && calls[1] == "update -q", "\(calls)")
  }

  @Test func withoutAptTheProgramIsNamed() throws {
    let result = try bare.run("deps", "--install")
    #expect(result.status == 69)
    #expect(result.errors.contains("install the packages by hand"))
  }
}
