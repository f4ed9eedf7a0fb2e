import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// How the server begins and ends, and through which doors one gets in.
@Suite struct ServeLifeTests {
  private func serve(_ directory: TestDirectory, _ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-serve", in: directory).run(arguments)
  }

  private func mode(_ path: String) throws -> UInt32 { (try Files.status(path)?.st_mode ?? 0) & 0o777 }

  @Test func theVerbsStartAndEndIt() throws {
    let directory = TestDirectory()
    defer { _ = try? serve(directory, "stop") }
    #expect(try serve(directory, "status").status == 1)
    #expect(try serve(directory, "stop").status == 1)
    let started = try JSON(
      parsing: serve(directory, "start", "--idle-exit", "10m", "--format", "json").stdout)
    #expect(started["running"] == true && started["arguments"] == ["--idle-exit=10m"])
    let pid = try #require(started["pid"]?.int)
    #expect(try mode(directory.path("runtime/serve.json")) == 0o600)
    #expect(try mode(directory.path("runtime/serve.sock")) == 0o600)
    // Once is enough, and a second one is refused.
    #expect(try JSON(parsing: serve(directory, "start", "--format", "json").stdout)["pid"]?.int == pid)
    #expect(try serve(directory, "-q").status == 73)
    let again = try JSON(parsing: serve(directory, "restart", "--format", "json").stdout)
    #expect(again["pid"]?.int != pid && again["arguments"] == ["--idle-exit=10m"])
    #expect(try serve(directory, "status").output.hasPrefix("running"))
    #expect(try serve(directory, "stop").status == 0)
    #expect(!Files.exists(directory.path("runtime/serve.json")))
    #expect(try serve(directory, "stop").status == 1)
  }

  /// What a killed one leaves is in nobody's way.
  @Test func aKilledServerIsFollowedByAnother() throws {
    let bench = try ServeBench()
    bench.kill()
    #expect(Files.exists(bench.directory.path("runtime/serve.sock")))
    #expect(try serve(bench.directory, "status").status == 1)
    try bench.restart()
    #expect(try bench.ask("GET", "/health").status == 200)
  }

  @Test func overTCPTheTokenIsNeeded() throws {
    let bench = try ServeBench(["--listen", "127.0.0.1:0"])
    let url = try #require(bench.file["url"]?.string)
    let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
    let token = try serve(bench.directory, "token").output
    let kept = try bench.directory.read("runtime/serve.token")
    #expect(token.count == 65 && token == kept)
    #expect(try mode(bench.directory.path("runtime/serve.token")) == 0o600)
    func ask(_ headers: String...) throws -> Int {
      let client = try ServeClient(port: port)
      try client.send("GET", "/health", headers: headers + ["Connection: close"])
      return try client.answer().status
    }
    let host = "Host: 127.0.0.1:\(port)"
    let bearer = "Authorization: Bearer \(token.dropLast())"
    #expect(try ask(host, bearer) == 200)
    #expect(try ask("Host: localhost:\(port)", bearer) == 200)
    #expect(try ask(host) == 401)
    #expect(try ask(host, "Authorization: Bearer x") == 401)
    #expect(try ask(host, bearer, "Origin: https://evil.example") == 403)
    #expect(try ask("Host: 127.0.0.1:\(port + 1)", bearer) == 403)
    #expect(try ask("Host: evil.example:\(port)", bearer) == 403)
    // A path is nobody's business before that.
    #expect(bench.file["pid"]?.int == Int(bench.child.pid))
    #expect(!(bench.file.text.contains(String(token.dropLast()))))
  }

  @Test func otherAddressesAreRefused() throws {
    let directory = TestDirectory()
    for address in ["0.0.0.0:8765", "8765", "[::]:8765", "example.com:80", "127.0.0.1:99999", "127.0.0.1:x"] {
      #expect(try serve(directory, "--listen", address).status == 64, "\(address)")
      #expect(try serve(directory, "start", "--listen", address).status == 64, "\(address)")
    }
    #expect(try serve(directory, "--socket", "/" + String(repeating: "x", count: 200)).status == 64)
    try directory.write("runtime/serve.token", "short\n")
    #expect(try serve(directory, "token").status == 77)
    try directory.write("runtime/serve.token", String(repeating: "x", count: 64), mode: 0o644)
    #expect(try serve(directory, "token").status == 77)
  }

  @Test func itEndsWhenNothingHappens() throws {
    let bench = try ServeBench(["--idle-exit", "400ms"])
    #expect(try bench.ask("GET", "/health").status == 200)
    #expect(bench.child.wait(until: .after(milliseconds: 20_000)) == .code(0))
    #expect(!Files.exists(bench.directory.path("runtime/serve.json")))
    try bench.restart()
  }

  @Test func anInterruptIsToldAsSuch() throws {
    let bench = try ServeBench()
    bench.child.signal(SIGINT)
    #expect(bench.child.wait(until: .after(milliseconds: 20_000)) == .code(130))
    try bench.restart()
  }

  /// As systemd does it: the socket is there before the server, and is told when it is ready.
  @Test func itTakesASocketThatIsGiven() throws {
    let directory = TestDirectory()
    let script = """
      import os, socket, sys, time
      listener = socket.socket(socket.AF_UNIX); listener.bind(sys.argv[2]); listener.listen()
      told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); told.bind(sys.argv[3])
      client = socket.socket(socket.AF_UNIX); client.connect(sys.argv[2])
      pid = os.fork()
      if pid == 0:
          os.dup2(listener.fileno(), 3); os.set_inheritable(3, True)
          os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()), NOTIFY_SOCKET=sys.argv[3])
          os.execv(sys.argv[1], [sys.argv[1], "-q"])
      told.settimeout(20); ready = told.recv(4096).decode()
      client.settimeout(20)
      client.sendall(b"GET /health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n")
      answer = client.recv(65536).decode()
      os.kill(pid, 15); stopping = told.recv(4096).decode()
      print(ready.split("\\n")[0], answer.split(" ")[1], stopping, os.waitpid(pid, 0)[1], os.path.exists(sys.argv[2]))
      """
    let result = try BuiltCommand("/usr/bin/python3", in: directory).run(
      "-c", script, Path.join(BuiltCommand.directory, "agent-serve"), directory.path("given.sock"),
      directory.path("notify.sock"))
    #expect(result.output == "READY=1 200 STOPPING=1 0 True\n", "\(result.errors)")
  }

  /// Where the modes would let him in, the server does not.
  @Test(.enabled(if: geteuid() == 0)) func anotherUsersProcessIsRefused() throws {
    let bench = try ServeBench()
    let open = [bench.directory.root, bench.directory.path("runtime")]
    for path in open { chmod(path, 0o755) }
    chmod(bench.directory.path("runtime/serve.sock"), 0o666)
    let script = """
      import socket, sys
      client = socket.socket(socket.AF_UNIX); client.connect(sys.argv[1])
      try:
          client.sendall(b"GET /health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n")
          print(len(client.recv(65536)))
      except OSError:
          print(0)
      """
    let words =
      Unprivileged.prefix + ["/usr/bin/python3", "-c", script, bench.directory.path("runtime/serve.sock")]
    let result = try BuiltCommand(words[0], in: bench.directory).run(Array(words.dropFirst()))
    #expect(result.output == "0\n", "\(result.errors)")
    #expect(try bench.ask("GET", "/health").status == 200)
  }

  @Test func unitsAreWhatSystemdTakes() throws {
    let directory = TestDirectory()
    let printed = try BuiltCommand("agent-serve", in: directory).run(
      "install", "--listen", "127.0.0.1:0", "--openai", "-n", "-j")
    #expect(printed.status == 0)
    let units = try printed.lines.map { try JSON(parsing: $0) }
    #expect(units.count == 2)
    var paths: [String] = []
    for unit in units {
      let name = Path.name(unit["path"]?.string ?? "")
      paths.append(try directory.write("units/\(name)", unit["text"]?.string ?? "", mode: 0o644))
    }
    #expect(!Files.exists(directory.path("home/.config")))
    if let program = ChildProcess.find("systemd-analyze", path: nil) {
      let verified = try BuiltCommand(
        program, in: directory, environment: ["XDG_RUNTIME_DIR": directory.home]
      ).run(["verify", "--user", "--man=no"] + paths)
      #expect(verified.status == 0 && !verified.errors.contains("agent-serve"), "\(verified.errors)")
    }
    let installed = try BuiltCommand("agent-serve", in: directory).run("install", "--format", "json")
    #expect(installed.status == 0)
    #expect(Files.exists(directory.path("home/.config/systemd/user/agent-serve.service")))
    #expect(try serve(directory, "uninstall").status == 0)
    #expect(!Files.exists(directory.path("home/.config/systemd/user/agent-serve.service")))
    #expect(try serve(directory, "uninstall").status == 1)
  }
}
