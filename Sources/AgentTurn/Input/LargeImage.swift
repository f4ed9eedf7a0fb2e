import AgentCore
import AgentJSON
import AgentModel
import AgentSandbox
import AgentSystem
import AgentTools
import Glibc

/// An image of `-i` that has more pixels, or bytes, than a model keeps of one: made smaller by the tool that shows
/// images to models, in a process of its own. Decoding a stranger's bytes is for the sandbox.
struct LargeImage {
  private static let patience = 90_000

  private let path: String
  private let name: String
  private let directory: String
  private let sandbox: Sandbox
  private let environment: [String: String]

  /// - Parameters:
  ///   - path: absolute.
  ///   - name: as it was asked for.
  ///   - directory: where that is done.
  init(
    _ path: String, _ name: String, in directory: String, environment: [String: String],
    mode: SandboxPolicy.Mode
  )
    throws(AgentError)
  {
    self.path = path
    self.name = name
    self.directory = directory
    self.environment = environment
    var policy = SandboxPolicy(
      mode: mode == .off ? .off : .readOnly, workspace: directory, readable: [path])
    policy.limits = .parser
    policy.limits.cpu = Self.patience / 1000
    sandbox = try Sandbox(policy, environment: environment)
  }

  /// What it is made of; nil where it may be sent as it is.
  /// - Throws: 65 where it is too large for that, too.
  func url(_ cancellation: Cancellation) throws(AgentError) -> String? {
    let program = try SiblingProgram.find("agent-tool", environment: environment)
    let result: BoundedRun.Result
    do throws(SystemError) {
      let input: JSON = ["sources": .string(path)]
      result = try BoundedRun.run(
        sandbox.commandLine([program, "builtin", "observe"]),
        environment: KeyEnvironment.withoutKeys(environment), directory: directory,
        input: input.bytes, outputLimit: 2 * ImageInput.limit, deadline: .after(milliseconds: Self.patience),
        cancellation: cancellation)
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
    switch result.ending {
    case .cancelled: throw AgentError(cancellation.reason ?? .requested(""))
    case .timedOut: throw AgentError(.deadline, "could not be made smaller in time", object: name)
    case .exited(.code(0)): break
    case .exited(let exit):
      throw AgentError(
        .tooLarge, Self.words(result.errors, path) ?? "could not be made smaller (\(exit.status))",
        object: name)
    }
    for line in result.output.split(separator: "\n") {
      guard let part = try? JSON(parsing: String(line)), part["type"]?.string == "image" else { continue }
      guard let type = part["media_type"]?.string, let data = part["data"]?.string else { return nil }
      return "data:\(type);base64,\(data)"
    }
    throw AgentError(.tooLarge, "could not be made smaller", object: name)
  }

  /// What was said of it, without the names of the program and the file.
  private static func words(_ errors: String, _ path: String) -> String? {
    guard let line = errors.split(separator: "\n").last else { return nil }
    guard let start = line.firstRange(of: "\(path): ")?.upperBound else { return String(line) }
    return String(line[start...])
  }
}
