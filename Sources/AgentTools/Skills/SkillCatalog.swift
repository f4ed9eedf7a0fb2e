public import AgentCore
import AgentSystem
import Glibc

/// The skills there are: the user's, a trusted project's, and those that describe the commands of the toolkit.
public struct SkillCatalog: Sendable {
  public enum Selection: Sendable, Equatable {
    case none
    /// The user's and the project's.
    case standard
    /// Those of the toolkit, too.
    case all
    case named([String])

    /// The value of `--skills`.
    public init(_ text: String) {
      switch text {
      case "none": self = .none
      case "default": self = .standard
      case "all": self = .all
      default: self = .named(ToolRegistry.names(in: text))
      }
    }
  }

  public private(set) var skills: [Skill] = []
  /// Directories that are no skills though they look like it, each worth a line to the user.
  public private(set) var notices: [String] = []
  private var shipped: Set<String> = []

  /// Where a project may have skills.
  public static let projectFolders = [".agent/skills", ".claude/skills"]

  /// More skills than this in one folder are somebody's mistake.
  private static let mostSkills = 500

  public init() {}

  /// - Parameters:
  ///   - runtime: nil to leave out the user's own.
  ///   - project: a workspace whose extensions the user trusts, or nil.
  ///   - resources: nil to leave out those that come with the installation.
  public init(runtime: RuntimeDirectory?, project: String?, resources: ResourceDirectory?) {
    if let runtime { load(runtime.folder(.skills)) }
    if let project { for folder in Self.projectFolders { load(Path.join(project, folder), isProject: true) } }
    let own = Set(skills.map(\.name))
    guard let resources else { return }
    for folder in (try? Files.list(resources.path)) ?? [] {
      load("\(resources.path)/\(folder)/Resources/skills", isShipped: true)
    }
    shipped = Set(skills.map(\.name)).subtracting(own)
  }

  /// The chosen skills, in the order of their names.
  /// - Throws: 64 for a name that is not there, with near matches.
  public func selecting(_ selection: Selection) throws(AgentError) -> [Skill] {
    switch selection {
    case .none: return []
    case .standard: return skills.filter { !shipped.contains($0.name) }
    case .all: return skills
    case .named(let names):
      let known = skills.map(\.name)
      for name in names where !known.contains(name) {
        throw AgentError(
          .usage, "no such skill", object: name,
          hint: NearMatch.hint(name, in: known)
            ?? (known.isEmpty ? "there are none" : "the skills are \(known.joined(separator: ", "))"))
      }
      return skills.filter { names.contains($0.name) }
    }
  }

  /// Takes the skills of a folder. A name that is there already keeps its first meaning.
  /// - Parameter isProject: whether only what lies in the folder itself is taken: the rest was not trusted with it.
  private mutating func load(_ folder: String, isProject: Bool = false, isShipped: Bool = false) {
    let names = ((try? Files.list(folder)) ?? []).filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }
    if names.count > Self.mostSkills {
      notices.append("\(folder): only the first \(Self.mostSkills) are looked at")
    }
    for name in names.prefix(Self.mostSkills) where !skills.contains(where: { $0.name == name }) {
      let path = Path.join(folder, name)
      guard Files.isDirectory(path) else { continue }
      if isProject, !Self.lies(path, in: folder) {
        notices.append("\(path): is a link that leads out of the folder")
        continue
      }
      do throws(AgentError) {
        skills.append(try Self.read(path, name, isShipped: isShipped))
      } catch {
        notices.append(error.description)
      }
    }
    skills.sort { $0.name < $1.name }
  }

  private static func lies(_ path: String, in folder: String) -> Bool {
    guard let base = try? Path.resolved(folder), let real = try? Path.resolved(path) else { return false }
    return Path.relative(real, to: base) != nil
  }

  /// - Parameter isShipped: whoever installed it may be another user.
  private static func read(_ path: String, _ name: String, isShipped: Bool) throws(AgentError) -> Skill {
    if !isShipped { _ = try OwnFile.status(Path.join(path, Skill.file)) }
    let text = try SkillTool.read(Skill.file, of: path)
    let head = try Frontmatter(parsing: text, source: Path.join(path, Skill.file))
    return try Skill(head.fields, directory: name, path: path)
  }
}
