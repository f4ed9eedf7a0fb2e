import AgentCLI
import AgentCore
import AgentSystem

/// Whether the commands that call one another are of one version: those beside us, and those that PATH names first.
struct VersionChecks {
  private static let check = "versions"

  let installed: InstalledFiles
  let programs: ProgramRun

  func run() -> [Finding] {
    let beside = installed.commands.map { ($0, Path.join(installed.programs, $0)) }.filter {
      InstalledFiles.isProgram($0.1)
    }
    let path = programs.context.environment["PATH"]
    // One that is the same file by another name is no other one.
    let elsewhere = installed.commands.compactMap { name in
      ChildProcess.find(name, path: path).map { (name, $0) }
    }.filter { found in
      let real = try? Path.resolved(found.1)
      return !beside.contains { found.0 == $0.0 && (try? Path.resolved($0.1)) == real }
    }
    let different = (beside + elsewhere).compactMap(difference)
    if let first = different.first {
      return [
        Finding(
          .weak, Self.check, first + (different.count > 1 ? ", and \(different.count - 1) more" : ""),
          advice: "install all of one version, and only once in PATH")
      ]
    }
    var findings = [Finding(.ok, Self.check, "all commands are \(Version.number)")]
    if !(path ?? "").split(separator: ":").contains(where: { isOurs(String($0)) }) {
      findings.append(
        Finding(
          .notice, "PATH", "\(installed.programs) is not in it",
          advice: "add it, to call the commands by name"))
    }
    return findings
  }

  private func isOurs(_ directory: String) -> Bool {
    guard let found = try? Path.resolved(Path.join(directory, "agent-config")) else { return false }
    return found == (try? Path.resolved(Path.join(installed.programs, "agent-config")))
  }

  /// What is different with a command; nil when nothing is.
  private func difference(_ name: String, _ path: String) -> String? {
    guard let answer = programs.ask([path, "--version"]), answer.wentWell else {
      return "\(path) cannot be run"
    }
    let line = oneLine(answer.output)
    return line == Version.line(name) ? nil : "\(path) is \(line), this is \(Version.number)"
  }
}
