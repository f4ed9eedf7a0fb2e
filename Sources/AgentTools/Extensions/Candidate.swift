import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import Glibc

/// A file that may be an extension, on its way to one.
struct Candidate {
  let kind: ExtensionKind
  let origin: ExtensionOrigin
  let folder: String
  /// The program, or the description file where that names one.
  let path: String
  let file: ExtensionFile?
  /// What runs it; empty where the description says that.
  let command: [String]
  /// What the answer to `--describe` depends on.
  let cacheKey: String
  private(set) var descriptions: [Description] = []
  private(set) var refusal: String?

  /// A description and who wrote it: only a description file can ask for more than the sandbox gives.
  struct Description {
    let value: ExtensionDescription
    let mayAsk: Bool
  }

  init(_ file: ExtensionFile, in folder: ExtensionFolder, command: [String], cacheKey: String) {
    kind = folder.kind
    origin = folder.origin
    self.folder = folder.path
    path = file.path
    self.file = file
    self.command = command
    self.cacheKey = cacheKey
  }

  init(_ sidecar: ExtensionFolder.Sidecar, in folder: ExtensionFolder) {
    kind = folder.kind
    origin = folder.origin
    self.folder = folder.path
    path = sidecar.path
    file = nil
    command = []
    cacheKey = ""
    take(sidecar, needsProgram: true)
  }

  /// Only a tool has arguments that somebody must know beforehand; of a Python file, only it knows what it holds.
  var mustBeAsked: Bool {
    descriptions.isEmpty && refusal == nil && (kind == .tools || file?.form == .python)
  }

  /// What has neither description file nor tags, and needs none, is called as its file is.
  mutating func describeByName() {
    guard descriptions.isEmpty, refusal == nil, !mustBeAsked, let file else { return }
    take(
      ExtensionDescription(
        ToolDescription(name: file.stem, description: file.stem, parameters: ["type": "object"])))
  }

  var question: DescribeRun.Question? {
    file.map { DescribeRun.Question(file: $0, command: command, folder: folder) }
  }

  func problem(_ reason: String) -> ExtensionProblem {
    ExtensionProblem(kind: kind, origin: origin, path: path, reason: reason)
  }

  mutating func refuse(_ reason: String) { refusal = reason }

  mutating func take(_ sidecar: ExtensionFolder.Sidecar, needsProgram: Bool) {
    take(sidecar.objects, name: sidecar.name, source: sidecar.path, mayAsk: true, needsProgram: needsProgram)
  }

  mutating func take(_ answer: DescribeRun.Answer) {
    switch answer {
    case .refused(let reason): refusal = reason
    case .described(let objects):
      take(objects, name: file?.stem ?? "", source: path, mayAsk: false, needsProgram: false)
    }
  }

  mutating func take(_ tagged: ExtensionDescription) {
    descriptions.append(Description(value: tagged, mayAsk: false))
  }

  private mutating func take(
    _ objects: [JSON], name: String, source: String, mayAsk: Bool, needsProgram: Bool
  ) {
    for object in objects {
      if let foreign = object["kind"]?.string, foreign != kind.singular { continue }
      do {
        var value = try ExtensionDescription(
          parsing: object, name: name, source: source, needsProgram: needsProgram)
        // The shim speaks nothing else.
        if file?.form == .python { value.keepsAlive = true }
        descriptions.append(Description(value: value, mayAsk: mayAsk))
      } catch {
        refusal = error.message
      }
    }
    if descriptions.isEmpty, refusal == nil { refusal = "describes no \(kind.singular)" }
  }

  /// The extension, unless its name or what it asks for is not its to have.
  func make(_ described: Description, _ host: ExtensionHost, taken: Set<String>) throws(ExtensionFile.Refusal)
    -> Extension
  {
    var value = described.value
    let name = value.tool.name
    guard ToolDescription.isValidName(name) else {
      throw ExtensionFile.Refusal(reason: "the name '\(name)' is not 1 to 64 letters, digits, '_' or '-'")
    }
    if taken.contains(name) {
      throw ExtensionFile.Refusal(
        reason: "the name '\(name)' is taken: another \(kind.singular) has it already")
    }
    try check(value, mayAsk: described.mayAsk)
    if !described.mayAsk {
      value.variables.removeAll { Self.isSecretName($0) }
    }
    let run = command.isEmpty ? try program(value.tool.exec, host) : command
    value.tool.exec = []
    value.tool.sideEffects = ExtensionEffects.of(value, under: host.policy)
    return Extension(
      kind: kind, origin: origin, path: path, command: run, folder: folder, description: value)
  }

  private func check(_ value: ExtensionDescription, mayAsk: Bool) throws(ExtensionFile.Refusal) {
    if value.grants.unconfined {
      throw ExtensionFile.Refusal(
        reason: "asks to run unconfined ('confine'), which only the installation's may")
    }
    if !value.grants.isEmpty {
      if !mayAsk {
        throw ExtensionFile.Refusal(
          reason: "asks for more than the sandbox gives, which only a description file of the user can")
      }
      if origin == .project {
        throw ExtensionFile.Refusal(
          reason: "asks for more than the sandbox gives, which an extension of a project cannot")
      }
      for directory in value.grants.readable + value.grants.writable where !Files.exists(directory) {
        throw ExtensionFile.Refusal(reason: "asks for '\(directory)', which is not there")
      }
      for directory in value.grants.readable + value.grants.writable where !directory.hasPrefix(bytes: "/") {
        throw ExtensionFile.Refusal(reason: "asks for '\(directory)', which is no absolute path")
      }
    }
    for name in value.variables
    where Self.keys.contains(name) || (origin == .project && Self.isSecretName(name)) {
      throw ExtensionFile.Refusal(reason: "asks for the variable \(name), which no extension gets")
    }
    if !command.isEmpty, !value.tool.exec.isEmpty {
      throw ExtensionFile.Refusal(reason: "has 'exec', but is the program itself")
    }
  }

  /// The program that a description file names: in its own folder, or one of the system.
  private func program(_ exec: [String], _ host: ExtensionHost) throws(ExtensionFile.Refusal) -> [String] {
    let name = exec[0]
    if origin == .project {
      throw ExtensionFile.Refusal(reason: "has 'exec', which an extension of a project cannot")
    }
    let found =
      name.contains(bytes: "/")
      ? Path.join(folder, name) : ChildProcess.find(name, path: host.environment["PATH"])
    guard let found, access(found.system, X_OK) == 0, !Files.isDirectory(found) else {
      throw ExtensionFile.Refusal(reason: "the program '\(name)' is not there")
    }
    return [found] + exec.dropFirst()
  }

  /// What opens the model's door is for nobody.
  private static let keys: Set = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "AGENT_API_KEY"]

  static func isSecretName(_ name: String) -> Bool {
    let upper = name.uppercased()
    return ["_KEY", "_TOKEN"].contains(where: upper.hasSuffix)
      || ["SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "SSH_AUTH_SOCK", "DBUS_"].contains(
        where: upper.contains)
  }
}

/// The class of a call: what its sandbox lets it change at least, whatever it says of itself; and what it says,
/// where that is more.
enum ExtensionEffects {
  static func of(_ description: ExtensionDescription, under policy: SandboxPolicy)
    -> ToolDescription.SideEffects
  {
    var possible: [ToolDescription.SideEffects] = [.read]
    if policy.mode == .off || !description.grants.writable.isEmpty { possible.append(.destructive) }
    if policy.network == .host || description.grants.network { possible.append(.network) }
    if policy.mode == .workspace || !policy.writable.isEmpty { possible.append(.write) }
    if let declared = description.declaredEffects { possible.append(declared) }
    return possible.max { order($0) < order($1) } ?? .destructive
  }

  private static func order(_ effects: ToolDescription.SideEffects) -> Int {
    switch effects {
    case .read: 0
    case .state: 1
    case .write: 2
    case .network: 3
    case .destructive: 4
    }
  }
}

/// The candidates of a folder, with the descriptions that need no run.
enum Candidates {
  static func make(_ folder: ExtensionFolder, _ host: ExtensionHost) -> [Candidate] {
    var used: Set<String> = []
    var candidates = folder.files.map { file in
      let shim = file.form == .python ? PythonShim(host) : nil
      var candidate = Candidate(
        file, in: folder, command: shim?.command(for: file.path) ?? [file.path],
        cacheKey: file.identity.text + (shim.map { " \($0.identity)" } ?? ""))
      if let reason = shim?.whyNot { candidate.refuse(reason) }
      if isAgent(file) { candidate.refuse("is a command of the agent itself, which would call itself") }
      if let sidecar = folder.sidecars.first(where: { $0.name == file.name || $0.name == file.stem }) {
        used.insert(sidecar.path)
        candidate.take(sidecar, needsProgram: false)
      } else if file.form == .program,
        let tagged = CommentTags.parse(file.head, name: file.stem, usesArgc: file.usesArgc)
      {
        candidate.take(tagged)
      }
      candidate.describeByName()
      return candidate
    }
    candidates += folder.sidecars.filter { !used.contains($0.path) }.map { Candidate($0, in: folder) }
    return candidates.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func isAgent(_ file: ExtensionFile) -> Bool {
    let names = ["agent", "agent-turn", "agentutils"]
    return names.contains(file.name) && file.head.isEmpty
  }
}
