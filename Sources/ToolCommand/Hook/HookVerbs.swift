import AgentCLI
import ArgumentParser

/// `agent-tool hook`: the user's hooks.
struct HookVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "List and try the hooks of turns",
    discussion: "Example: agent-tool hook list",
    subcommands: [ListHooks.self, TestHooks.self])
}
