import AgentCLI
import AgentCore
import AgentSystem

/// The commands, their pages and completions: whether all of it is there, of one version, and found.
enum InstallationChecks {
  private static let check = "installation"

  static func run(_ context: CommandContext) -> [Finding] {
    let installed = InstalledFiles(context)
    let programs = ProgramRun(context: context)
    let versions = VersionChecks(installed: installed, programs: programs).run()
    guard installed.prefix != nil else {
      return [files(installed)] + versions
    }
    return [files(installed)] + versions + [pages(installed, programs)] + completions(installed, context)
  }

  static func files(_ installed: InstalledFiles) -> Finding {
    if let lost = installed.lostFiles.first {
      return Finding(
        .weak, check, "\(installed.lostFiles.count) files are missing, such as \(lost)",
        advice: "bin/install \(installed.prefix ?? "PREFIX")")
    }
    let missing = installed.missingCommands
    if !missing.isEmpty {
      return Finding(
        .weak, check, "\(missing.joined(separator: ", ")): not in \(installed.programs)",
        advice: "run bin/setup or bin/install")
    }
    guard let prefix = installed.prefix else {
      return Finding(
        .notice, check, "a clone, \(installed.programs): pages, completions and units are not installed",
        advice: "bin/install PREFIX")
    }
    return Finding(.ok, check, "\(installed.commands.count) commands in \(prefix)")
  }

  /// Whether man(1) finds the page of each command.
  static func pages(_ installed: InstalledFiles, _ programs: ProgramRun) -> Finding {
    let check = "manual pages"
    guard let answer = programs.ask(["man", "-w"] + installed.commands, variables: ["MANPATH"]) else {
      return Finding(.notice, check, "there is no man(1) to read them", advice: "apt-get install man-db")
    }
    let names = answer.output.utf8.split(separator: 0x0a).map { Path.name(String(Substring($0))) }
    let lost = installed.commands.filter { command in !names.contains { $0.hasPrefix("\(command).1") } }
    if lost.isEmpty { return Finding(.ok, check, "man finds those of all commands") }
    return Finding(
      .weak, check, "man does not find \(lost.joined(separator: ", "))",
      advice: "export MANPATH=\((installed.prefix ?? "").quotedForShell)/share/man:")
  }

  // MARK: - Completions

  private static let shells: [(name: String, folder: String, file: @Sendable (String) -> String)] = [
    ("bash", "share/bash-completion/completions", { $0 }),
    ("zsh", "share/zsh/site-functions", { "_\($0)" }),
    ("fish", "share/fish/vendor_completions.d", { "\($0).fish" }),
  ]

  static func completions(_ installed: InstalledFiles, _ context: CommandContext) -> [Finding] {
    let check = "completions"
    for shell in shells {
      let present = Set((try? Files.list(Path.join(installed.prefix ?? "", shell.folder))) ?? [])
      if let lost = installed.commands.first(where: { !present.contains(shell.file($0)) }) {
        return [
          Finding(
            .weak, check, "\(shell.name) has none for \(lost)",
            advice: "bin/install \(installed.prefix ?? "PREFIX")")
        ]
      }
    }
    let share = Path.join(installed.prefix ?? "", "share")
    let searched = dataDirectories(context.environment)
    if searched.contains(share) {
      return [Finding(.ok, check, "bash, zsh and fish have those of all commands")]
    }
    return [
      Finding(
        .notice, check, "shells do not look in \(share) by themselves",
        advice: "export XDG_DATA_DIRS=\(([share] + searched).joined(separator: ":").quotedForShell)")
    ]
  }

  /// Where programs look for data of others: the XDG base directories.
  static func dataDirectories(_ environment: [String: String]) -> [String] {
    func given(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let own =
      given("XDG_DATA_HOME") ?? Path.join(ProcessEnvironment.homeDirectory(environment), ".local/share")
    let others = (given("XDG_DATA_DIRS") ?? "/usr/local/share:/usr/share").split(separator: ":").map(
      String.init)
    return ([own] + others).map { path in
      path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : path
    }
  }
}
