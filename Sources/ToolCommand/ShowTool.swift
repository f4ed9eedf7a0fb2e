import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// The tool `show`: opens a file or an address on the user's desktop, by xdg-open(1).
///
/// What is opened outlives the call, which is what it is for; so it runs in a session of its own.
struct ShowTool {
  private let context: CommandContext
  /// Milliseconds in which xdg-open says that it cannot; afterwards it has become the program, or waits for it.
  private static let patience = 3000

  init(_ context: CommandContext) { self.context = context }

  func run(_ arguments: JSON) throws(AgentError) -> ExitStatus {
    guard let asked = arguments["file_or_url"]?.string, !asked.isEmpty else {
      throw AgentError(.usage, "the argument 'file_or_url' is missing", object: "show")
    }
    let target = try target(asked)
    let environment = context.environment
    guard ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: { environment[$0]?.isEmpty == false }) else {
      throw AgentError(
        .missingTool, "there is no desktop to show it on", object: asked,
        hint: "DISPLAY and WAYLAND_DISPLAY are not set")
    }
    guard let program = ChildProcess.find("xdg-open", path: environment["PATH"]) else {
      throw AgentError(.missingTool, "is not installed", object: "xdg-open", hint: "install xdg-utils")
    }
    do throws(SystemError) {
      let child = try ChildProcess.spawn(
        [program, target], environment: environment, directory: context.workingDirectory, output: .null,
        error: .null)
      let exit = child.wait(until: .after(milliseconds: Self.patience))
      if let exit, exit != .code(0) {
        throw SystemError("xdg-open \(exit.status)", asked, number: 0)
      }
    } catch {
      if error.number != 0 { throw AgentError(error, missing: .missingTool) }
      throw AgentError(
        .missingTool, "could not be opened: \(Self.meaning(error.call))", object: asked)
    }
    try context.output.text("opened \(asked)\n")
    return .done
  }

  /// An address of the web, or a file that is there; nothing else that a desktop might take for a command.
  private func target(_ asked: String) throws(AgentError) -> String {
    let start = asked.prefix(8).lowercased()
    if start.hasPrefix("http://") || start.hasPrefix("https://") { return asked }
    let path = context.absolute(asked)
    guard Files.exists(path) else { throw AgentError(.inputMissing, "no such file", object: asked) }
    return path
  }

  /// xdg-open(1), EXIT CODES.
  private static func meaning(_ call: String) -> String {
    switch call {
    case "xdg-open 2": "a file it needs was not found"
    case "xdg-open 3": "no program for it is installed"
    default: "the program for it failed"
    }
  }
}
