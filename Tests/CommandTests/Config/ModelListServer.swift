import AgentJSON
import AgentSystem
import AgentTesting
import Glibc

/// A real HTTP server with a list of models, such as every endpoint has at `/v1/models`: Python's own, on
/// files.
final class ModelListServer: Sendable {
  let baseURL: String
  private let process: ChildProcess

  init(_ directory: TestDirectory, models: [String]) throws {
    let list: JSON = ["object": "list", "data": .array(models.map { ["id": .string($0)] })]
    try directory.write("served/v1/models", list.text)
    try directory.write("served/junk/models", "no list")
    process = try ChildProcess.spawn(
      ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"],
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], directory: directory.path("served"),
      output: .pipe,
      error: .null)
    // "Serving HTTP on 127.0.0.1 port N (…"
    let line = String(decoding: try IO.read(process.standardOutput), as: UTF8.self)
    let words = line.split(separator: " ")
    guard let index = words.firstIndex(of: "port"), index + 1 < words.count else {
      throw SystemError("http.server", line, number: EPROTO)
    }
    baseURL = "http://127.0.0.1:\(words[index + 1])/v1"
  }

  deinit {
    close(process.standardOutput)
    process.signal(SIGKILL)
    _ = process.wait()
  }
}
