import AgentCore
import AgentJSON
import AgentSystem

/// What the object `get_agent()` of a Python file asks for: input for the session and events in it. Our own
/// command does it, so that what is written is checked like everything else.
struct SessionRequests: Sendable {
  private let host: ExtensionHost
  private let session: String

  /// Bytes of one request's text.
  private static let textLimit = 256 << 10

  init(_ host: ExtensionHost, session: String) {
    self.host = host
    self.session = session
  }

  func handle(_ request: JSON) {
    switch request["op"]?.string {
    case "submit":
      guard let text = request["text"]?.string, !text.isEmpty, text.utf8.count <= Self.textLimit else {
        return
      }
      call(["send", "--", session], input: Array(text.utf8))
    case "emit":
      let event: JSON = [
        "type": "notice", "level": "info", "code": .string(request["event"]?.string ?? "extension"),
        "message": .string(String((request["data"] ?? .null).text.prefix(4096))),
      ]
      call(["append", "--", session], input: event.bytes + [0x0a])
    default: break
    }
  }

  /// A session that cannot be written, an ephemeral one above all, has nobody who would take it.
  private func call(_ arguments: [String], input: [UInt8]) {
    guard !session.isEmpty,
      let program = try? SiblingProgram.find("agent-session", environment: host.environment)
    else { return }
    var environment = ProcessEnvironment.forPrograms(host.environment)
    environment["AGENT_RUNTIME_DIR"] = host.runtime.path
    environment["AGENT_SHARE_DIR"] = host.environment["AGENT_SHARE_DIR"]
    _ = try? BoundedRun.run(
      [program] + arguments, environment: environment, directory: "/", input: input, outputLimit: 4096,
      deadline: .after(milliseconds: 10_000), cancellation: Cancellation())
  }
}
