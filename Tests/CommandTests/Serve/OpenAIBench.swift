import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent-serve --openai` on loopback, in a directory of a test's own, with a scripted model behind it.
final class OpenAIBench {
  let directory = TestDirectory()
  let model: ScriptedModelServer
  /// `http://127.0.0.1:PORT`
  let url: String
  let token: String
  private let child: ChildProcess

  /// - Parameter settings: beside those that lead to the model.
  init(
    _ options: [String] = ["--openai"], _ replies: [ScriptedReply] = [], then rest: ScriptedReply = .echo,
    settings: JSONObject = [:]
  ) throws {
    model = try ScriptedModelServer(replies, then: rest)
    var configuration: JSONObject = [
      "provider": "responses", "base_url": .string(model.baseURL), "model": "scripted", "retries": 0,
    ]
    configuration.append(contentsOf: settings)
    try directory.write("runtime/agent_config.json", JSON.object(configuration).text)
    let command = BuiltCommand("agent-serve", in: directory)
    let errors = try Descriptor(opening: directory.path("serve.err"), O_WRONLY | O_CREAT)
    child = try command.spawn(
      ["--listen", "127.0.0.1:0"] + options, output: .null, error: .descriptor(errors.raw))
    guard directory.waitForFile("runtime/serve.json") else {
      child.signal(SIGKILL)
      throw AgentError(
        .internalError, "the server does not start: \((try? directory.read("serve.err")) ?? "")")
    }
    url = try JSON(parsing: Array(directory.read("runtime/serve.json").utf8))["url"]?.string ?? ""
    token = try command.run("token").lines.first ?? ""
  }

  deinit {
    child.signal(SIGTERM)
    if child.wait(until: .after(milliseconds: 10_000)) == nil { child.signal(SIGKILL) }
  }

  struct Answer {
    let status: Int
    /// As `name: value`, names in lower case.
    let headers: [String]
    let body: [UInt8]
    var json: JSON? { try? JSON(parsing: body) }
    var text: String { String(decoding: body, as: UTF8.self) }
    var events: [SSEParser.Event] {
      var parser = SSEParser()
      return parser.push(body)
    }
    func header(_ name: String) -> String? {
      headers.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }
  }

  /// Asks with curl(1).
  /// - Parameter body: nil for a GET.
  func ask(_ path: String, _ body: JSON? = nil, headers: [String] = [], token: String? = nil) throws -> Answer
  {
    var arguments = ["-sS", "-i", "--max-time", "60", "-H", "Authorization: Bearer \(token ?? self.token)"]
    for header in headers { arguments += ["-H", header] }
    if body != nil {
      arguments += ["-H", "Content-Type: application/json", "-H", "Expect:", "--data-binary", "@-"]
    }
    let result = try BuiltCommand("/usr/bin/curl", in: directory).run(
      arguments + [url + path], stdin: body?.bytes)
    guard result.status == 0, let end = result.output.firstRange(bytes: "\r\n\r\n") else {
      throw AgentError(.internalError, "curl: \(result.errors)\(result.output)")
    }
    let lines = result.output[..<end.lowerBound].lines
    let status = lines.first.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
    let headers = lines.dropFirst().compactMap { $0.cut(byte: ":") }.map {
      $0.before.lowercased() + ":" + $0.after
    }
    return Answer(status: status, headers: headers, body: Array(result.output[end.upperBound...].utf8))
  }

  /// The body of a chat with one question.
  static func chat(_ question: String, _ more: JSONObject = [:]) -> JSON {
    var body: JSONObject = ["model": "agent", "messages": [["role": "user", "content": .string(question)]]]
    body.append(contentsOf: more)
    return .object(body)
  }

  func sessions() throws -> [JSON] {
    let list = try BuiltCommand("agent-session", in: directory).run("list", "--all", "--format", "json")
    return try JSON(parsing: list.stdout).array ?? []
  }
}
