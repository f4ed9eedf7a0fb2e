import ArgumentParser

/// Completion scripts as ArgumentParser writes them, mended where a shell refuses them.
enum CompletionScript {
  /// A command without verbs is offered `help` as a verb beside its operands, which zsh calls a "doubled rest
  /// argument" and then completes nothing.
  static func mended(_ script: String, for root: any ParsableCommand.Type) -> String {
    if !root.configuration.subcommands.isEmpty { return script }
    return script.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0 != "        '(-): :->command'" && $0 != "        '(-)*:: :->arg'" }
      .joined(separator: "\n")
  }
}
