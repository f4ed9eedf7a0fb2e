import AgentApproval
public import AgentCore
import AgentJSON
import AgentSystem

/// The executables of the toolkit that describe themselves as tools: `*/Resources/tools/NAME.tool.json`
/// among the resources of the installation.
public enum ToolCatalog {
  /// The tools whose programs are there, by name. A description that is broken or whose program is missing
  /// is left out.
  public static func installed(in resources: ResourceDirectory, environment: [String: String]) -> [any Tool] {
    let folders = ((try? Files.list(resources.path)) ?? []).map { "\(resources.path)/\($0)/Resources/tools" }
    var tools: [any Tool] = []
    for folder in folders {
      for name in (try? Files.list(folder)) ?? [] where name.hasSuffix(".tool.json") {
        let path = Path.join(folder, name)
        guard let bytes = try? Files.read(path, limit: 1 << 20), let json = try? JSON(parsing: bytes),
          let description = try? ToolDescription(parsing: json, source: path),
          let program = try? SiblingProgram.find(description.exec[0], environment: environment)
        else { continue }
        tools.append(ExecutableTool(description, program: program, confinement: .installed))
      }
    }
    return tools.sorted { $0.description.name < $1.description.name }
  }
}
