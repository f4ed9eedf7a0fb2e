import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTools
import ArgumentParser

/// Lets the extensions of a project run, as they are now.
struct TrustProject: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "Let the extensions of a project run",
    discussion: "Example: agent-tool trust .")

  @Argument(help: "The project's directory.", completion: .directory)
  var directory: String?

  @Flag(name: .long, help: "Trust it no more.")
  var revoke = false

  @Flag(name: .long, help: "Print the projects that are trusted.")
  var list = false

  @Flag(name: [.customShort("n"), .long], help: "Only say what would be trusted.")
  var dryRun = false

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let trust = ProjectTrust(context.runtime)
    if list {
      if directory != nil || revoke { throw AgentError(.usage, "takes nothing else", object: "--list") }
      return try show(trust, in: context)
    }
    guard let directory else {
      throw AgentError(.usage, "the project's directory is missing", hint: "agent-tool trust DIR")
    }
    let absolute = context.absolute(directory)
    let project = (try? Path.resolved(absolute)) ?? absolute
    if revoke {
      let isTrusted = try trust.entries().contains { $0.directory == project }
      if !isTrusted { throw AgentError(.inputMissing, "is not trusted", object: directory) }
      if !dryRun { _ = try trust.revoke(project) }
      try context.print(row(project, dryRun ? "would revoke" : "revoked", []), as: try outputFormat())
      return .done
    }
    guard Files.isDirectory(project) else {
      throw AgentError(.inputMissing, "is not a directory", object: directory)
    }
    let files =
      try dryRun ? ProjectTrust.files(in: project) : trust.trust(project, at: context.clock.now())
    if files.isEmpty { throw AgentError(.inputMissing, "has no extensions in .agent", object: directory) }
    if ProjectTrust.hasHooks(project) {
      context.diagnostics.note("\(directory)/.agent/hooks is passed over: a project cannot bring hooks")
    }
    try context.print(row(project, dryRun ? "would trust" : "trusted", files), as: try outputFormat())
    return .done
  }

  private func row(_ project: String, _ state: String, _ files: [String]) -> Row {
    Row(
      "trust",
      [
        "directory": .string(project), "state": .string(state), "files": .array(files.map(JSON.string)),
      ], text: (["\(state) \(project)"] + files.map { "  \($0)" }).joined(separator: "\n"))
  }

  private func show(_ trust: ProjectTrust, in context: CommandContext) throws -> ExitStatus {
    let rows = try trust.entries().map { entry in
      let state = Self.word(trust.state(of: entry.directory))
      return Row(
        "trust",
        [
          "directory": .string(entry.directory), "state": .string(state), "time": .string(entry.time),
          "sha256": .string(entry.hash),
        ], text: "\(entry.directory)  \(state)  \(entry.time)")
    }
    try context.print(rows, as: try outputFormat())
    return .done
  }

  private static func word(_ state: ProjectTrust.State) -> String {
    switch state {
    case .trusted: "trusted"
    case .untrusted: "changed"
    case .empty: "empty"
    }
  }
}
