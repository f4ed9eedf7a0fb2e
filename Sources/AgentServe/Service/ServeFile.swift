package import AgentCore
package import AgentJSON
package import AgentSystem
import Glibc

/// `serve.json`: where the server is that runs, for clients and for `agent-serve stop`.
package struct ServeFile: Sendable, Equatable {
  package var socket: String?
  package var url: String?
  package var process: ProcessIdentity
  /// What it was started with, for `restart`.
  package var arguments: [String]
  /// Whether systemd has started it.
  package var isUnit: Bool

  package init(
    socket: String?, url: String?, process: ProcessIdentity, arguments: [String], isUnit: Bool
  ) {
    (self.socket, self.url, self.process) = (socket, url, process)
    (self.arguments, self.isUnit) = (arguments, isUnit)
  }

  package static func path(_ runtime: RuntimeDirectory) -> String { runtime.file("serve.json") }

  package var json: JSON {
    [
      "socket": JSON(socket), "url": JSON(url), "pid": .int(Int(process.pid)),
      "start": .int(process.startTicks), "arguments": .array(arguments.map(JSON.string)),
      "unit": .bool(isUnit),
    ]
  }

  /// That of the server which runs; nil where there is none.
  package static func running(in runtime: RuntimeDirectory) -> ServeFile? {
    guard let bytes = try? Files.readIfPresent(path(runtime), limit: 1 << 16),
      let value = try? JSON(parsing: bytes), let pid = value["pid"]?.int.flatMap({ Int32(exactly: $0) }),
      let start = value["start"]?.int
    else { return nil }
    let process = ProcessIdentity(pid: pid, startTicks: start)
    guard process.isRunning else { return nil }
    return ServeFile(
      socket: value["socket"]?.string, url: value["url"]?.string, process: process,
      arguments: (value["arguments"]?.array ?? []).compactMap(\.string), isUnit: value["unit"]?.bool ?? false)
  }

  package func write(in runtime: RuntimeDirectory) throws(AgentError) {
    do throws(SystemError) {
      try Files.replace(Self.path(runtime), with: json.bytes + [0x0a])
    } catch {
      throw AgentError(error)
    }
  }

  package static func remove(in runtime: RuntimeDirectory) { try? Files.remove(path(runtime)) }
}
