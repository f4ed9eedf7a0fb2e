import AgentCLI
import AgentCore
import AgentSystem
import Glibc

/// What bin/install has put where, as seen from the command that runs.
struct InstalledFiles {
  /// What the installation is below, such as `/usr/local`; nil in a clone, where only programs and resources are.
  let prefix: String?
  let share: String
  /// The directory of this program.
  let programs: String
  /// The names of our commands. agentutils is one where all are installed as one.
  let commands: [String]

  init(_ context: CommandContext) {
    self.init(
      share: ResourceDirectory(environment: context.environment).path,
      programs: Path.parent(ProcessEnvironment.executable() ?? "/usr/local/bin/agent-config"))
  }

  init(share: String, programs: String) {
    self.share = share
    self.programs = programs
    let above = Path.parent(programs)
    prefix = share == Path.join(above, "share/agentutils") ? above : nil
    // Each command has its help there; those of verbs have a second hyphen in their names.
    let texts = (try? Files.list(Path.join(share, "AgentCLI/Resources/help"))) ?? []
    let names = texts.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
    commands =
      (names.filter { name in name.utf8.count(where: { $0 == UInt8(ascii: "-") }) <= 1 } + ["agent-sandbox"])
      .filter { $0 != "agentutils" || Self.isProgram(Path.join(programs, $0)) }.sorted()
  }

  static func isProgram(_ path: String) -> Bool { access(path.system, X_OK) == 0 && !Files.isDirectory(path) }

  var missingCommands: [String] { commands.filter { !Self.isProgram(Path.join(programs, $0)) } }

  /// The files of a folder below the prefix that are ours, by their paths.
  func files(in folder: String) -> [String] {
    guard let prefix else { return [] }
    let directory = Path.join(prefix, folder)
    return ((try? Files.list(directory)) ?? []).filter { $0.hasPrefix("agent") }.sorted().map {
      Path.join(directory, $0)
    }
  }

  /// Files that bin/install has noted and that are there no more. What was moved elsewhere since has no such list.
  var lostFiles: [String] {
    guard let prefix else { return [] }
    let manifest = Path.join(prefix, "share/agentutils/manifest")
    guard let bytes = try? Files.read(manifest, limit: 1 << 20) else { return [] }
    let paths = bytes.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    return paths.contains(manifest) ? paths.filter { !Files.exists($0) } : []
  }
}
