public import AgentApproval
public import AgentCore
public import AgentJSON
import AgentSystem
import Glibc

/// `skill`: loads what the context only names: the instructions of a skill, or a file of its directory.
public struct SkillTool: Tool {
  public static let name = "skill"

  public let description: ToolDescription
  private let skills: [Skill]

  public var confinement: ToolConfinement { .files }

  private static let mostFiles = 100

  public init(_ skills: [Skill]) {
    self.skills = skills
    description = ToolDescription(
      name: Self.name, description: "Load a skill that the context names, or a file of it.",
      parameters: [
        "type": "object",
        "properties": [
          "name": ["type": "string"],
          "file": ["type": "string", "description": "a path in the skill (default SKILL.md)"],
        ],
        "required": ["name"], "additionalProperties": false,
      ])
  }

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let name = arguments["name"]?.string ?? ""
    guard let skill = skills.first(where: { $0.name == name }) else {
      throw AgentError(
        .inputMissing, "no such skill", object: name,
        hint: "the skills are \(skills.map(\.name).joined(separator: ", "))")
    }
    let file = arguments["file"]?.string ?? Skill.file
    let text = try Self.read(file, of: skill.path)
    guard file == Skill.file else { return ToolOutput(text) }
    let body = try Frontmatter(parsing: text, source: Skill.file).body.trimmed
    let others = Self.files(skill.path)
    if others.isEmpty { return ToolOutput(body + "\n") }
    return ToolOutput(body + "\n\nFiles of this skill: \(others.joined(separator: ", "))\n")
  }

  /// A file of a skill. The kernel keeps its path inside the directory.
  static func read(_ file: String, of directory: String) throws(AgentError) -> String {
    let tree = try ConfinedTree(workspace: directory)
    let descriptor: Descriptor
    do {
      descriptor = try tree.openFile(file)
    } catch {
      // What the user may do about a file outside of the workspace is no answer here.
      throw AgentError(
        error.code, error.code == .sandbox ? "lies outside the skill" : error.message, object: error.object)
    }
    let bytes: [UInt8]
    do {
      bytes = try IO.readToEnd(descriptor.raw, limit: Skill.sizeLimit, of: file)
    } catch {
      throw AgentError(error)
    }
    if bytes.contains(0) { throw AgentError(.badData, "is not text", object: file) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What else is in the directory, as paths from there.
  private static func files(_ directory: String) -> [String] {
    var found: [String] = []
    var open = [""]
    while let folder = open.popLast(), found.count < mostFiles {
      for name in (try? Files.list(Path.join(directory, folder))) ?? [] where !name.hasPrefix(bytes: ".") {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        guard let status = try? Files.status(Path.join(directory, path), followLinks: false) else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR where folder.split(byte: "/").count < 4: open.append(path)
        case S_IFREG where path != Skill.file && found.count < mostFiles: found.append(path)
        default: break
        }
      }
    }
    return found.sorted()
  }
}
