import AgentCore
import AgentJSON
import AgentSystem
import Glibc

// system-probe MODE [ARGUMENT…]: does one thing of AgentSystem or AgentCore in a process of its own, where a test
// cannot do it in its own: under a limit, with a signal, as another user, holding a lock.

func say(_ text: String) { try? IO.writeAll(1, Array("\(text)\n".utf8)) }

func waitForEndOfInput() { _ = try? IO.readToEnd(0) }

let arguments = Array(CommandLine.arguments.dropFirst())
let operand = arguments.count > 1 ? arguments[1] : ""

do {
  switch arguments.first {
  case "replace":
    // Without this the kernel ends the process where a limit on file sizes is passed, as `replace-or-die` shows.
    signal(SIGXFSZ, SIG_IGN)
    try Files.replace(operand, with: [UInt8](repeating: UInt8(ascii: "n"), count: 100_000))
    say("replaced")
  case "replace-or-die":
    try Files.replace(operand, with: [UInt8](repeating: UInt8(ascii: "n"), count: 100_000))
    say("replaced")
  case "lock":
    let lock = try FileLock.acquire(operand)
    say("locked")
    waitForEndOfInput()
    _ = lock.path
  case "lock-and-unlink":
    let lock = try FileLock.acquire(operand)
    say("locked")
    waitForEndOfInput()
    try lock.unlinkFile()
    say("unlinked")
  case "count":
    // Adds one to a number in a file, again and again, under a lock.
    for _ in 0..<200 {
      let lock = try FileLock.acquire(operand + ".lock")
      let number = Int(String(decoding: try Files.read(operand), as: UTF8.self)) ?? 0
      try Files.replace(operand, with: Array("\(number + 1)".utf8))
      _ = lock.path
    }
  case "watch":
    SignalWatcher.watch([SIGTERM, SIGINT]) { number in
      say("signal \(number)")
      if number == SIGINT { _exit(0) }
    }
    say("ready")
    Thread.start { while true { pause() } }.join()
  case "parent":
    ParentWatch.start()
    say("\(getpid())")
    Thread.start { while true { pause() } }.join()
  case "die": SignalWatcher.dieBySignal(Int32(operand) ?? SIGTERM)
  case "descriptors": say(try Files.list("/proc/self/fd").joined(separator: " "))
  case "guard":
    let wasOpen = ProcessEnvironment.guardStandardDescriptors()
    let open = (0...2).map { fcntl($0, F_GETFD) >= 0 ? "open" : "closed" }
    try Files.replace(operand, with: Array("\(wasOpen) \(open.joined(separator: " "))".utf8))
  case "session": say("\(getsid(0) == getpid()) \(getpgid(0) == getpid())")
  case "mask":
    var mask = sigset_t()
    pthread_sigmask(SIG_SETMASK, nil, &mask)
    var action = sigaction()
    sigaction(SIGPIPE, nil, &action)
    say("\(sigismember(&mask, SIGTERM)) \(action.__sigaction_handler.sa_handler == nil)")
  case "memory":
    ProcessEnvironment.protectSecrets()
    say("ready")
    waitForEndOfInput()
  case "secure":
    for notice in try RuntimeDirectory(path: operand).secure() { say(notice) }
    say("secure")
  case "configuration":
    say(try Configuration.load(runtime: RuntimeDirectory(path: operand), environment: [:])["model"].text)
  case "prepare":
    try RuntimeDirectory(path: operand).prepare(.sessions)
    say("prepared")
  default: exit(64)
  }
} catch let error as SystemError {
  say("error \(error.number) \(error.call)")
  exit(1)
} catch {
  let error = AgentError(wrapping: error)
  say("error \(error.exitCode.rawValue) \(error.description)")
  exit(2)
}
