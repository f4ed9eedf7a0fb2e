public import AgentCore
import AgentSystem
import Glibc

/// Puts the local model into the data directory. Running it again does only what is missing, and nothing
/// over the network when nothing is.
public struct LocalModelInstaller: Sendable {
  let installation: LocalModelInstallation
  let environment: [String: String]
  let note: @Sendable (String) -> Void

  /// - Parameter note: told of each step before it is taken.
  public init(
    _ data: DataDirectory, environment: [String: String], note: @escaping @Sendable (String) -> Void
  ) {
    installation = LocalModelInstallation(data)
    self.environment = environment
    self.note = note
  }

  /// Installs the engine and a model.
  /// - Parameters:
  ///   - file: a GGUF file to serve instead of the one that is fetched; it is linked, not copied.
  ///   - name: what the model is to be called; nil for the file's own name.
  /// - Returns: the model.
  public func install(file: String? = nil, name: String? = nil) throws(AgentError)
    -> LocalModelInstallation.Model
  {
    let data = installation.data
    let name = try check(file: file, name: name)
    let lock: FileLock
    do {
      try Files.makeDirectory(data.models)
      lock = try FileLock.acquire("\(data.path)/install.lock")
    } catch {
      throw AgentError(
        .io, "cannot create: \(error.reason)", object: error.object, hint: "set XDG_DATA_HOME",
        exit: .cannotCreate)
    }
    return try withExtendedLifetime(lock) { () throws(AgentError) -> LocalModelInstallation.Model in
      try installPackages(file == nil ? [.engine, .weights] : [.engine])
      let source = if let file { file } else { try fetchedFile() }
      try link(name, to: source)
      return try installation.model(named: name)
    }
  }

  /// Looks at what is to be installed, as ``install(file:name:)`` does before it begins.
  /// - Returns: what the model will be called.
  public func check(file: String?, name: String?) throws(AgentError) -> String {
    if let file { try checkFormat(file) }
    let name = name ?? file.map(Self.name) ?? LocalModelInstallation.defaultModel
    guard Self.isValid(name) else {
      throw AgentError(.usage, "a model's name has letters, digits, '.', '-', '_'", object: name)
    }
    return name
  }

  /// The name a file gives its model.
  private static func name(_ file: String) -> String {
    let name = Path.name(file)
    return name.lowercased().hasSuffix(".gguf") ? String(name.dropLast(5)) : name
  }

  static func isValid(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.hasPrefix("-")
      && name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
          || [0x2d, 0x2e, 0x5f].contains($0)
      }
  }

  /// GGUF files begin with their name (github.com/ggml-org/ggml, docs/gguf.md).
  private func checkFormat(_ file: String) throws(AgentError) {
    let head: [UInt8]
    do throws(SystemError) {
      let descriptor = try Descriptor(opening: file, O_RDONLY)
      head = try IO.read(descriptor.raw, upTo: 4, of: file)
    } catch {
      throw AgentError(error)
    }
    if head != Array("GGUF".utf8) { throw AgentError(.badData, "not a GGUF file", object: file) }
  }

  // MARK: - Packages

  private func installPackages(_ packages: [LocalModelInstallation.Package]) throws(AgentError) {
    let python = installation.python
    // pip comes last into an environment; without python3-venv it does not come at all.
    if access(python, X_OK) != 0 || !Files.exists("\(installation.data.python)/bin/pip") {
      note("making a Python environment in \(installation.data.python)")
      try run(
        ["python3", "-m", "venv", "--clear", installation.data.python],
        hint: "apt-get install python3 python3-venv")
    }
    let missing = packages.filter { !installation.has($0) }
    if missing.isEmpty { return }
    note("installing \(missing.map { "\($0.name) \($0.version)" }.joined(separator: " and "))")
    let pip = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", "--no-deps"]
    try run(
      [python] + pip + missing.map { "\($0.name)==\($0.version)" },
      hint: "is the Python package index within reach?")
  }

  /// Runs a program to its end; its last words are the message when it fails.
  private func run(_ arguments: [String], hint: String) throws(AgentError) {
    let words: [UInt8]
    let exit: ChildProcess.Exit?
    do throws(SystemError) {
      // In our own session, so that an interrupt at the terminal ends it too.
      let child = try ChildProcess.spawn(
        arguments, environment: environment, output: .null, error: .pipe, newSession: false)
      defer { close(child.standardError) }
      words = try IO.readToEnd(child.standardError)
      exit = child.wait()
    } catch {
      if error.number == ENOENT {
        throw AgentError(.missingTool, "is not installed", object: arguments[0], hint: hint)
      }
      throw AgentError(error)
    }
    if exit == .code(0) { return }
    let lines = String(decoding: words, as: UTF8.self).split(whereSeparator: \.isNewline)
    throw AgentError(
      .missingTool, lines.last.map(String.init) ?? "ended with status \(exit?.status ?? -1)",
      object: arguments[0], hint: hint)
  }

  // MARK: - Model files

  /// The model file inside the package of weights, as a link in `models/` names it.
  private func fetchedFile() throws(AgentError) -> String {
    for directory in installation.sitePackages {
      let package = "\(directory)/\(LocalModelInstallation.Package.weights.module)"
      let files = (try? Files.list(package)) ?? []
      if let file = files.first(where: { $0.hasSuffix(".gguf") }) { return "\(package)/\(file)" }
    }
    throw AgentError(
      .missingTool, "the package has no model file", object: LocalModelInstallation.Package.weights.name)
  }

  /// Makes `models/NAME.gguf` lead to `file`, in place of what it led to before.
  private func link(_ name: String, to file: String) throws(AgentError) {
    let link = "\(installation.data.models)/\(name).gguf"
    do throws(SystemError) {
      let target = try Path.resolved(file)
      if (try? Path.resolved(link)) == target { return }
      note("adding the model \(name): \(target)")
      let temporary = "\(link).tmp-\(getpid())"
      if symlink(target, temporary) != 0 { throw SystemError("symlink", temporary) }
      if rename(temporary, link) != 0 { throw SystemError("rename", link) }
    } catch {
      throw AgentError(error)
    }
  }
}
