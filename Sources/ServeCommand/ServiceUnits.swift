import AgentCLI
import AgentCore
import AgentSystem

/// The user's units of the server: a socket that systemd holds, and the service that it starts for the first who
/// comes.
///
/// Turns are children of the server, and left alone when it ends (`KillMode=process`).
struct ServiceUnits {
  static let service = "agent-serve.service"
  static let socket = "agent-serve.socket"
  static let names = [socket, service]

  let program: String
  let runtime: String
  let path: String
  let socket: String
  /// Further options, as on a command line.
  let arguments: [String]

  /// - Throws: 64 where something cannot stand in a unit.
  func files() throws(AgentError) -> [UserUnits.File] {
    var words = [try UserUnits.program(program), "--runtime-dir", try UserUnits.argument(runtime)]
    for argument in arguments { words.append(try UserUnits.argument(argument)) }
    // A path of ListenStream= is not quoted, and only `%` means something in it.
    guard socket.utf8.allSatisfy({ $0 > 0x20 }) else {
      throw AgentError(.usage, "cannot be the path of a socket unit", object: socket, hint: "use --socket")
    }
    let stream = socket.replacing(bytes: "%", with: "%%")
    return [
      UserUnits.File(
        name: Self.socket,
        text: """
          [Unit]
          Description=Socket of agentutils' server
          Documentation=man:agent-serve(1)

          [Socket]
          ListenStream=\(stream)
          SocketMode=0600
          DirectoryMode=0700
          RemoveOnStop=yes

          [Install]
          WantedBy=sockets.target

          """),
      UserUnits.File(
        name: Self.service,
        text: """
          [Unit]
          Description=Server of agentutils
          Documentation=man:agent-serve(1)
          Requires=\(Self.socket)
          After=\(Self.socket)

          [Service]
          Type=notify
          ExecStart=\(words.joined(separator: " "))
          Environment=\(try UserUnits.word("PATH=\(path)"))
          Restart=on-failure
          RestartSec=3s
          TimeoutStopSec=10s
          KillMode=process
          LimitNOFILE=8192
          \(UserUnits.restrictions("agent-serve"))

          [Install]
          WantedBy=default.target
          Also=\(Self.socket)

          """),
    ]
  }
}
