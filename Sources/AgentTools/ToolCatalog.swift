import AgentCore
import AgentJSON
import AgentSystem

/// The executables of the toolkit that describe themselves as tools: `*/Resources/tools/NAME.tool.json`
/// among the resources of the installation.
public enum ToolCatalog {
  /// The tools whose programs are there, by name. A description that is broken or whose program is missing
  /// is left out.
  public static func installed(_ runner: ExtensionRunner) -> [any Tool] {
    let host = runner.host
    let resources = host.resources.path
    let folders = ((try? Files.list(resources)) ?? []).map { "\(resources)/\($0)/Resources/tools" }
    var tools: [ExecutableTool] = []
    for folder in folders {
      for name in (try? Files.list(folder)) ?? [] where name.hasSuffix(ExtensionFolder.sidecarSuffix) {
        let path = Path.join(folder, name)
        guard let bytes = try? Files.read(path, limit: 1 << 20), let json = try? JSON(parsing: bytes),
          let description = try? ExtensionDescription(
            parsing: json, name: String(name.dropLast(ExtensionFolder.sidecarSuffix.count)), source: path,
            needsProgram: true),
          let program = try? SiblingProgram.find(description.tool.exec[0], environment: host.environment)
        else { continue }
        let item = Extension(
          kind: .tools, origin: .shipped, path: path, command: [program] + description.tool.exec.dropFirst(),
          folder: nil, description: description)
        tools.append(ExecutableTool(item, runner: runner))
      }
    }
    return tools.sorted { $0.description.name < $1.description.name }
  }
}
