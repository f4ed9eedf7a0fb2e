public import AgentCore
import AgentJSON
import AgentSystem

/// The executables of the toolkit that describe themselves: `*/Resources/tools/NAME.tool.json` and
/// `*/Resources/providers/NAME.provider.json` among the resources of the installation, or of a build tree.
///
/// A description says that something is there to be configured; whether it can run is decided by its program, which
/// need not be installed.
public struct ShippedCatalog: Sendable {
  public struct Item: Sendable {
    public let kind: ExtensionKind
    public let description: ExtensionDescription
    public let path: String
    /// What runs it, without arguments; nil where that is not installed.
    let program: String?

    public var name: String { description.tool.name }
    public var isInstalled: Bool { program != nil }
    /// The name of the program, for messages.
    public var programName: String { description.tool.exec[0] }

    /// What is called, where its program is there.
    var found: Extension? {
      program.map { program in
        Extension(
          kind: kind, origin: .shipped, path: path, command: [program] + description.tool.exec.dropFirst(),
          folder: nil, description: description)
      }
    }
  }

  /// By name within a kind.
  public let items: [Item]

  /// - Parameter kinds: what is looked for; commands are never shipped.
  public init(
    _ resources: ResourceDirectory, environment: [String: String],
    _ kinds: [ExtensionKind] = [.tools, .providers]
  ) {
    let folders = (try? Files.list(resources.path)) ?? []
    items = kinds.flatMap { kind in
      folders.flatMap { Self.read(kind, in: Path.join(resources.path, $0), environment) }
        .sorted { $0.name < $1.name }
    }
  }

  init(_ host: ExtensionHost, _ kinds: [ExtensionKind]) {
    self.init(host.resources, environment: host.environment, kinds)
  }

  public func items(_ kind: ExtensionKind) -> [Item] { items.filter { $0.kind == kind } }

  /// The plugins that there are, each once.
  public var plugins: [String] { Set(items.compactMap(\.description.plugin)).sorted() }

  /// A description that is broken is left out: nobody but the installation can mend it.
  private static func read(_ kind: ExtensionKind, in folder: String, _ environment: [String: String])
    -> [Item]
  {
    let folder = Path.join(folder, "Resources/\(kind.rawValue)")
    let suffix = ".\(kind.singular).json"
    return ((try? Files.list(folder)) ?? []).filter { $0.hasSuffix(suffix) }.compactMap { name in
      let path = Path.join(folder, name)
      guard let bytes = try? Files.read(path, limit: 1 << 20), let json = try? JSON(parsing: bytes),
        let description = try? ExtensionDescription(
          parsing: json, name: String(name.dropLast(suffix.count)), source: path, needsProgram: true)
      else { return nil }
      return Item(
        kind: kind, description: description, path: path,
        program: try? SiblingProgram.find(description.tool.exec[0], environment: environment))
    }
  }
}
