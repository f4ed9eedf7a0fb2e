import AgentSystem
public import ArgumentParser
import Glibc

/// Several commands in one executable, which is the one by whose name it was called: hard links or symbolic
/// links give it its names, as with coreutils(1) and busybox(1).
public enum MultiCall {
  /// A command that is in it.
  public struct Command: Sendable {
    /// `agent-session`
    public let name: String
    let main: @Sendable ([String]) -> Never

    /// - Parameter arguments: what the command makes of those that were given, before they are read.
    public init<Root: ParsableCommand>(
      _ root: Root.Type, failure: CommandRunner.FailureRecord = .error,
      arguments: @escaping @Sendable ([String]) -> [String] = { $0 }
    ) {
      name = root._commandName
      main = { CommandRunner.main(root, failure: failure, arguments: arguments($0)) }
    }
  }

  /// Runs the command that the process was called as; under the name of `root`, the one that the first
  /// argument names, else `root`. Another name is told by `root` as its operand: it must refuse it.
  public static func main<Root: AgentCommand>(_ root: Root.Type, commands: [Command]) -> Never {
    let given = ProcessEnvironment.arguments()
    let called = given.first.map(Path.name) ?? ""
    let arguments = Array(given.dropFirst())
    if let command = commands.first(where: { $0.name == called }) { command.main(arguments) }
    if called != root._commandName, !called.isEmpty {
      let format = ArgumentOrder.machineFormat(arguments).map { ["--format", $0.rawValue] } ?? []
      CommandRunner.main(root, arguments: format + ["--", called])
    }
    if let command = commands.first(where: { $0.name == arguments.first }) {
      command.main(Array(arguments.dropFirst()))
    }
    CommandRunner.main(root, arguments: arguments)
  }
}
