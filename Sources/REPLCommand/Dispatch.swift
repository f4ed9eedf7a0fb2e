import AgentCLI
import AgentCore
import AgentSystem
import Glibc

/// The way into `agent`: a first word that names a command runs it in this process's place, as git(1) does it;
/// all else is the REPL.
public enum Dispatch {
  public static func main() -> Never {
    let given = ProcessEnvironment.arguments()
    let arguments = Array(given.dropFirst())
    if let name = arguments.first, isName(name) {
      let environment = ProcessEnvironment.read()
      if name == "help", arguments.count > 1 {
        openPage(of: arguments[1], environment)
        CommandRunner.main(REPLRoot.self, arguments: [arguments[1]])
      }
      if name == "help" { CommandRunner.main(REPLRoot.self, arguments: ["--help"]) }
      if let program = try? SiblingProgram.find("agent-\(name)", environment: environment) {
        execute([program] + arguments.dropFirst())
      }
    }
    CommandRunner.main(REPLRoot.self, arguments: arguments)
  }

  /// Whether a word may be the end of a command's name.
  static func isName(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.first != UInt8(ascii: "-")
      && word.utf8.allSatisfy {
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }

  /// The manual page of a command by man(1); where there is no page or no man(1), its `--help`. Returns where
  /// there is no such command.
  private static func openPage(of name: String, _ environment: [String: String]) {
    guard isName(name) else { return }
    if let command = HelpCommand(name, environment: environment) { execute(command.arguments) }
  }

  /// Becomes another program; returns where that cannot be.
  private static func execute(_ arguments: [String]) {
    var pointers = arguments.map { strdup($0.system) }
    pointers.append(nil)
    execv(arguments[0].system, pointers)
    for pointer in pointers { free(pointer) }
  }
}

/// What shows the page of a command.
struct HelpCommand {
  let arguments: [String]

  /// nil where there is no such command.
  init?(_ name: String, environment: [String: String]) {
    let command = name == "agent" || name.hasPrefix("agent-") ? name : "agent-\(name)"
    guard let program = try? SiblingProgram.find(command, environment: environment) else { return nil }
    let resources = ResourceDirectory(environment: environment).path
    let pages = ["../man/man1/\(command).1", "../man/\(command).1"].map { Path.join(resources, $0) }
    if let man = ChildProcess.find("man", path: environment["PATH"]),
      let page = pages.first(where: Files.exists)
    {
      arguments = [man, page]
    } else {
      arguments = [program, "--help"]
    }
  }
}
