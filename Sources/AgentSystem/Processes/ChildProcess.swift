import CAgentSystem
import Glibc

/// A child process, waited for through a pidfd: it is finished when the process ends, not its pipes.
public final class ChildProcess: Sendable {
  /// Where a standard descriptor of the child leads.
  public enum Stream: Sendable, Equatable {
    case null
    case inherit
    /// A descriptor of this process, which stays open here. The numbers are ours on every stream:
    /// `.descriptor(1)` is our standard output, whatever the child's is.
    case descriptor(Int32)
    /// A pipe whose other end this object holds.
    case pipe
  }

  public enum Exit: Sendable, Equatable {
    case code(Int32)
    case signal(Int32)

    /// The status as a shell gives it: the code, or 128 + signal.
    public var status: Int32 {
      switch self {
      case .code(let code): code
      case .signal(let number): 128 + number
      }
    }
  }

  public let pid: Int32
  private let pidfd: Int32
  private let leadsSession: Bool
  /// Our ends of the pipes that were asked for, else -1. The owner closes them.
  public let standardInput: Int32
  public let standardOutput: Int32
  public let standardError: Int32

  private init(pid: Int32, pidfd: Int32, leadsSession: Bool, ends: [Int32]) {
    self.pid = pid
    self.pidfd = pidfd
    self.leadsSession = leadsSession
    standardInput = ends[0]
    standardOutput = ends[1]
    standardError = ends[2]
  }

  deinit { close(pidfd) }

  /// Starts `arguments[0]` (looked up in `environment`'s PATH when it has no slash).
  /// - Parameters:
  ///   - newSession: the child leads a session of its own, so that ``signalGroup(_:)`` reaches all of it.
  ///   - directory: its working directory; nil for ours. A program named by a relative path is looked up
  ///     from there.
  ///   - control: a descriptor of this process that is the child's number 3.
  /// - Throws: ENOENT when there is no such program, EINVAL for an empty command or a NUL byte in a string,
  ///   or what posix_spawn said.
  public static func spawn(
    _ arguments: [String], environment: [String: String], directory: String? = nil, input: Stream = .null,
    output: Stream = .inherit, error: Stream = .inherit, newSession: Bool = true, control: Int32? = nil
  ) throws(SystemError) -> ChildProcess {
    let name = arguments.first ?? ""
    let variables = environment.map { "\($0.key)=\($0.value)" }
    if name.isEmpty || (arguments + variables).contains(where: { $0.utf8.contains(0) }) {
      throw SystemError("exec", name, number: EINVAL)
    }
    guard let program = find(name, path: environment["PATH"]) else {
      throw SystemError("exec", name, number: ENOENT)
    }
    let streams = try Streams([input, output, error])
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let directory { csystem_spawn_add_chdir(&actions, directory.system) }
    streams.add(to: &actions)
    if let control { posix_spawn_file_actions_adddup2(&actions, control, 3) }
    csystem_spawn_add_closefrom(&actions, control == nil ? 3 : 4)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, newSession ? csystem_spawn_flags_new_session() : csystem_spawn_flags_same_session())

    var pid: Int32 = 0
    let status = withCStrings(arguments) { argv in
      withCStrings(variables) { envp in posix_spawn(&pid, program.system, &actions, &attributes, argv, envp) }
    }
    if status != 0 {
      if let directory, !Files.isDirectory(directory) {
        throw SystemError("chdir", directory, number: Files.exists(directory) ? ENOTDIR : ENOENT)
      }
      throw SystemError("exec", name, number: status)
    }
    let pidfd = csystem_pidfd_open(pid)
    if pidfd < 0 {
      let number = errno
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
      throw SystemError("pidfd_open", name, number: number)
    }
    return ChildProcess(pid: pid, pidfd: pidfd, leadsSession: newSession, ends: streams.release())
  }

  /// The file that `name` means: itself when it has a slash, else the first executable in `path`. Only
  /// absolute directories are searched, so that the current one, which may be anybody's, names no program.
  public static func find(_ name: String, path: String?) -> String? {
    if name.utf8.contains(UInt8(ascii: "/")) { return name }
    for directory in (path ?? "/usr/local/bin:/usr/bin:/bin").split(byte: ":")
    where directory.utf8.first == UInt8(ascii: "/") {
      let candidate = Path.join(String(directory), name)
      if access(candidate.system, X_OK) == 0, !Files.isDirectory(candidate) { return candidate }
    }
    return nil
  }

  /// Waits for the end of the process and takes its status; nil when `deadline` passes first. To be called
  /// by one thread, and not again once it has returned a status.
  public func wait(until deadline: Deadline? = nil) -> Exit? {
    while true {
      var entry = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
      let ready = poll(&entry, 1, deadline?.pollTimeout ?? -1)
      if ready == 0 {
        // A deadline further away than poll(2) can say is reached in steps.
        if deadline?.hasPassed == false { continue }
        return nil
      }
      if ready < 0 { continue }
      var code: Int32 = 0
      let kind = csystem_wait_pidfd(pidfd, &code, 0)
      return kind == 1 ? .signal(code) : .code(kind == 0 ? code : 255)
    }
  }

  /// Sends a signal to the process itself.
  public func signal(_ number: Int32) { _ = csystem_pidfd_send_signal(pidfd, number) }

  /// Milliseconds that what was killed has to be gone, and a supervisor to end what it supervises.
  private static let patience = 1000

  /// Ends the child and everything below it, whatever session that has made for itself, and waits until all that
  /// is gone. Only what has been left by its parent is not found; of a supervisor, not even that is left.
  /// - Parameter supervised: the child is agent-sandbox(1), which at SIGALRM ends all that runs in it, cleans up,
  ///   and ends then.
  public func endTree(supervised: Bool) -> Exit? {
    if supervised {
      signal(SIGALRM)
      if let exit = wait(until: .after(milliseconds: Self.patience)) { return exit }
    }
    let descendants = killTree()
    let exit = wait()
    let deadline = Deadline.after(milliseconds: Self.patience)
    for descendant in descendants { descendant.wait(until: deadline) }
    return exit
  }

  /// Kills the child and everything below it, and waits for nothing.
  public func endAtOnce() { killTree() }

  /// Kills the child and everything below it.
  @discardableResult
  func killTree() -> [ProcessTree.Entry] {
    // Looked for before the first of them dies, since its children would then have another parent.
    let descendants = ProcessTree.below(pid)
    signalGroup(SIGKILL)
    for descendant in descendants { descendant.signal(SIGKILL) }
    return descendants
  }

  /// Sends a signal to every process of the child's group; to the child alone when it was left in ours.
  public func signalGroup(_ number: Int32) {
    if leadsSession { kill(-pid, number) } else { signal(number) }
  }
}

/// The descriptors that become 0, 1 and 2 of a child.
private struct Streams: ~Copyable {
  /// What to do for each of the three: nil to inherit, -1 for /dev/null, else the descriptor to copy.
  private var sources: [Int32?] = []
  /// Our ends of the pipes, -1 where there is none.
  private var ends: [Int32] = [-1, -1, -1]
  /// What is ours only until the child has its copy.
  private var temporary: [Int32] = []

  init(_ streams: [ChildProcess.Stream]) throws(SystemError) {
    for (number, stream) in streams.enumerated() {
      switch stream {
      case .null: sources.append(-1)
      case .inherit: sources.append(nil)
      case .descriptor(let fd): sources.append(try outOfTheWay(fd))
      case .pipe:
        let pipe = try Descriptor.pipe()
        ends[number] = number == 0 ? pipe.write : pipe.read
        let theirs = number == 0 ? pipe.read : pipe.write
        temporary.append(theirs)
        sources.append(try outOfTheWay(theirs))
      }
    }
  }

  deinit {
    for fd in temporary + ends where fd >= 0 { close(fd) }
  }

  /// A copy above 2 of a descriptor that the copying below would overwrite before it is its turn.
  private mutating func outOfTheWay(_ fd: Int32) throws(SystemError) -> Int32 {
    if fd > 2 { return fd }
    let copy = try retryingInterrupts("fcntl") { csystem_dup_cloexec(fd) }
    temporary.append(copy)
    return copy
  }

  func add(to actions: inout posix_spawn_file_actions_t) {
    for (number, source) in sources.enumerated() {
      guard let source else { continue }
      if source < 0 {
        posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", O_RDWR, 0)
      } else {
        posix_spawn_file_actions_adddup2(&actions, source, Int32(number))
      }
    }
  }

  /// Hands over our ends of the pipes and closes the rest.
  consuming func release() -> [Int32] {
    let ends = ends
    self.ends = []
    return ends
  }
}

/// Calls `body` with a NULL-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = strings.map { strdup($0.system) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
}
