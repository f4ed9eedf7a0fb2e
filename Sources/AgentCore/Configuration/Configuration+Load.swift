public import AgentJSON
import AgentSystem
import Glibc

extension Configuration {
  /// Gathers the layers of a run.
  /// - Parameters:
  ///   - options: settings given on the command line.
  ///   - profile: a name from the user's `profiles`.
  ///   - workspace: where to look for `.agent/config.json`, upwards to the repository root; nil for none.
  ///   - hermetic: leaves out the user's and the project's files.
  public static func load(
    runtime: RuntimeDirectory, environment: [String: String], options: JSONObject = [:],
    profile: String? = nil, workspace: String? = nil, hermetic: Bool = false
  ) throws(AgentError) -> Configuration {
    var notices: [String] = []
    let user = hermetic ? nil : try readFile(runtime.configurationFile)
    var project: (path: String, values: JSONObject)?
    if !hermetic, let workspace {
      for directory in Workspace.directoriesToRepositoryRoot(from: workspace) {
        let path = "\(directory)/.agent/config.json"
        guard let values = try readFile(path) else { continue }
        project = (path, permitted(values, path, &notices))
        break
      }
    }
    var chosen: (name: String, values: JSONObject)?
    if let profile {
      let profiles = user?["profiles"]?.object
      guard let values = profiles?[profile]?.object else {
        throw AgentError(
          .config, "no such profile", object: profile,
          hint: NearMatch.hint(profile, in: profiles?.keys ?? []) ?? "agent-config set profiles '{…}'")
      }
      chosen = (profile, values)
    }
    return Configuration(
      options: options, environment: fromEnvironment(environment), project: project, profile: chosen,
      user: user.map { (runtime.configurationFile, $0) }, notices: notices)
  }

  /// The object in a settings file, or nil when there is no such file. What is not a regular file is refused
  /// unopened: a pipe in its place would never end.
  public static func readFile(_ path: String) throws(AgentError) -> JSONObject? {
    let bytes: [UInt8]?
    do {
      guard let status = try Files.status(path) else { return nil }
      if status.st_mode & S_IFMT != S_IFREG {
        throw AgentError(.config, "not a regular file", object: path)
      }
      bytes = try Files.readIfPresent(path, limit: 4 << 20)
    } catch let error as SystemError {
      throw AgentError(error, missing: .config)
    } catch {
      throw AgentError(wrapping: error)
    }
    guard let bytes else { return nil }
    do {
      guard let object = try JSON(parsing: bytes).object else {
        throw AgentError(.config, "expected a JSON object", object: path, hint: "mend or remove it")
      }
      return object
    } catch let error as JSONError {
      let line = bytes.prefix(error.offset).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
      throw AgentError(
        .config, "line \(line): invalid JSON: \(error)", object: path, hint: "mend or remove it")
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  /// `AGENT_MODEL` and the like, each read as a value of its key's kind.
  static func fromEnvironment(_ environment: [String: String]) -> JSONObject {
    var values = JSONObject()
    for key in ConfigurationKey.all {
      guard let text = environment[key.environmentName], !text.isEmpty else { continue }
      values.append(key.name, parseValue(text, for: key))
    }
    return values
  }

  /// What somebody typed as the value of a key: true, false, null and none in any case, else JSON, else the
  /// text itself. A key of kind string takes its text as it is, so that `1.10` stays what it was.
  public static func parseValue(_ text: String, for key: ConfigurationKey?) -> JSON {
    if case .choice(let values) = key?.kind, values.contains(text) { return .string(text) }
    if ["null", "none"].contains(text.lowercased()) { return .null }
    let parsed = try? JSON(parsing: text)
    switch key?.kind {
    case .string, .choice, .duration, .provider, .url: return .string(parsed?.string ?? text)
    default:
      switch text.lowercased() {
      case "true": return true
      case "false": return false
      default: return parsed ?? .string(text)
      }
    }
  }

  private static func permitted(_ values: JSONObject, _ path: String, _ notices: inout [String]) -> JSONObject
  {
    var allowed = JSONObject()
    var refused: [String] = []
    for member in values {
      if ConfigurationKey.named(member.key)?.isProjectAllowed == true {
        allowed.append(member.key, member.value)
      } else {
        refused.append("'\(member.key)'")
      }
    }
    if !refused.isEmpty {
      notices.append("\(path): \(refused.joined(separator: ", ")) may not be set by a workspace")
    }
    return allowed
  }
}
