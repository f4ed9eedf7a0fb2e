import AgentCLI
import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTools
import ArgumentParser
import Glibc

/// What is broken, weak or not available among the tools, and how to mend it.
struct DoctorTools: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look for what is wrong with tools and extensions",
    discussion: "Example: agent-tool doctor")

  @Flag(name: .long, help: "Warnings count as failures.")
  var strict = false

  @OptionGroup var common: CommonOptions

  var inspectsRuntimeDirectory: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let toolset = try Toolset(context, checked: false)
    let findings = sandbox(toolset.host) + programs(context) + settings(toolset) + extensions(toolset)
    let lines = aligned(findings.map { [$0.level, $0.object, $0.words] })
    try context.print(
      zip(findings, lines).map { finding, line in
        var members: JSONObject = [
          "level": .string(finding.level), "object": .string(finding.object),
          "message": .string(finding.message),
        ]
        members.append("hint", ifPresent: finding.hint.map(JSON.string))
        return Row("check", members, text: line)
      }, as: try outputFormat())
    let isBad = findings.contains { $0.level == "error" || (strict && $0.level == "warning") }
    return isBad ? .negative : .done
  }

  private struct Finding {
    let level: String
    let object: String
    let message: String
    var hint: String?

    var words: String { message + (hint.map { " (\($0))" } ?? "") }
  }

  private func sandbox(_ host: ExtensionHost) -> [Finding] {
    var findings: [Finding] = []
    do {
      if let weakness = try Sandbox(host.policy, environment: host.environment).weakness {
        findings.append(
          Finding(level: "warning", object: "agent-sandbox", message: weakness, hint: "see agent-security(7)")
        )
      } else {
        findings.append(Finding(level: "ok", object: "agent-sandbox", message: "tools are confined"))
      }
    } catch {
      findings.append(
        Finding(level: "error", object: "agent-sandbox", message: error.message, hint: error.hint))
    }
    if geteuid() == 0 {
      findings.append(
        Finding(
          level: "warning", object: "user", message: "tools run as root",
          hint: "run the agent as a user who may do less"))
    }
    return findings
  }

  private func programs(_ context: CommandContext) -> [Finding] {
    [("bash", "error", "the tool bash needs it"), ("python3", "warning", "Python extensions need it")].map {
      name, level, why in
      let isThere = ChildProcess.find(name, path: context.environment["PATH"]) != nil
      return Finding(
        level: isThere ? "ok" : level, object: name,
        message: isThere ? "is installed" : "is not installed: \(why)",
        hint: isThere ? nil : "apt install \(name)")
    }
  }

  /// Settings that name what is not there, and plugins that are on and cannot run.
  private func settings(_ toolset: Toolset) -> [Finding] {
    let settings = toolset.inventory.settings
    let catalog = ShippedCatalog(toolset.host.resources, environment: toolset.host.environment)
    let misspelt = settings.problems(catalog).map { problem in
      Finding(
        level: "error", object: problem.key.rawValue, message: "\(problem.error.message): \(problem.name)",
        hint: problem.error.hint)
    }
    let missing = catalog.items.filter { item in
      !item.isInstalled && settings.plugins?.contains(item.description.plugin ?? "") == true
    }
    return misspelt
      + Set(missing.map(\.programName)).sorted().map {
        Finding(
          level: "warning", object: "builtin_plugins",
          message: "names a plugin of \($0), which is not installed",
          hint: "run bin/install")
      }
  }

  private func extensions(_ toolset: Toolset) -> [Finding] {
    var problems: [ExtensionProblem] = []
    for kind in [ExtensionKind.providers, .commands] {
      problems += ExtensionCatalog(toolset.host).discover(kind).problems
    }
    problems += toolset.inventory.problems
    let count = toolset.inventory.entries.filter { $0.lack == nil }.count
    return [Finding(level: "ok", object: "tools", message: "\(count) are ready")]
      + problems.map { Finding(level: "warning", object: $0.path, message: "is left out: \($0.reason)") }
  }
}
