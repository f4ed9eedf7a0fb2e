import AgentCLI
import AgentCore
import AgentREPL
import AgentSystem

/// What is there to be completed: programs, the texts of `--help`, sessions and files.
struct CompletionWorld {
  let world: SlashCompletion.World

  /// More would only scroll by.
  private static let most = 200

  init(_ context: CommandContext, _ programs: Programs) {
    let resources = ResourceDirectory(environment: context.environment).path
    let help = Path.join(resources, "AgentCLI/Resources/help")
    world = SlashCompletion.World(
      programs: { Siblings(context.environment).names + programs.commands().keys },
      help: { words in
        if !words.allSatisfy(Dispatch.isName) { return nil }
        let path = Path.join(help, words.joined(separator: "-") + ".txt")
        let bytes = (try? Files.readIfPresent(path, limit: 1 << 16)) ?? nil
        return bytes.map { String(decoding: $0, as: UTF8.self) }
      },
      sessions: {
        let names = (try? Files.list(context.runtime.folder(.sessions))) ?? []
        return names.compactMap(SessionID.ofLog).suffix(Self.most).reversed()
      },
      files: { Self.files($0, in: context) })
  }

  /// The names that begin with what is typed, as it was typed.
  private static func files(_ typed: String, in context: CommandContext) -> [String] {
    let slash = typed.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(Substring(typed.utf8[...$0])) } ?? ""
    let begin = slash.map { String(Substring(typed.utf8[typed.utf8.index(after: $0)...])) } ?? typed
    let directory = context.absolute(
      folder.isEmpty ? "." : HomePath.expanded(folder, context.environment))
    let names = ((try? Files.list(directory)) ?? []).filter { name in
      name.utf8.starts(with: begin.utf8) && (begin.hasPrefix(".") || !name.hasPrefix("."))
    }
    return names.prefix(most).map { name in
      folder + name + (Files.isDirectory(Path.join(directory, name)) ? "/" : "")
    }
  }
}

/// `~/` before a path.
enum HomePath {
  static func expanded(_ path: String, _ environment: [String: String]) -> String {
    guard path.utf8.starts(with: "~/".utf8) else { return path }
    return Path.join(
      ProcessEnvironment.homeDirectory(environment), String(Substring(path.utf8.dropFirst(2))))
  }
}
