import AgentCore
import ArgumentParser

/// Where the answer goes.
struct ResultOptions: ParsableArguments {
  @Flag(name: .long, help: "Print deltas too (with -j).")
  var deltas = false

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the answer to a file.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    name: .long, help: ArgumentHelp("Exit 0 on these: limit, denied (with commas).", valueName: "which"))
  var exitZeroOn: String?

  /// What `--exit-zero-on` names.
  var excused: Set<ExitStatus> {
    let words = (exitZeroOn ?? "").split(separator: ",")
    return Set((words.contains("limit") ? [.limit] : []) + (words.contains("denied") ? [.approval] : []))
  }

  func validate() throws {
    for word in exitZeroOn?.split(separator: ",") ?? [] where word != "limit" && word != "denied" {
      throw ValidationError("--exit-zero-on takes limit and denied, not '\(word)'")
    }
  }
}
