import CSystem
import Glibc

/// A child process, waited for through a pidfd: it is finished when the process ends, not its pipes.
public final class ChildProcess: Sendable {
  /// Where a standard descriptor of the child leads.
  public enum Stream: Sendable, Equatable {
    case null
    case inherit
    /// A descriptor of this process, which stays open here.
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
  /// Our ends of the pipes that were asked for, else -1. The owner closes them.
  public let standardInput: Int32
  public let standardOutput: Int32
  public let standardError: Int32

  private init(pid: Int32, pidfd: Int32, ends: [Int32]) {
    self.pid = pid
    self.pidfd = pidfd
    standardInput = ends[0]
    standardOutput = ends[1]
    standardError = ends[2]
  }

  deinit { close(pidfd) }

  /// Starts `arguments[0]` (looked up in `environment`'s PATH when it has no slash).
  /// - Parameters:
  ///   - newSession: the child leads a session of its own, so that ``signalGroup(_:)`` reaches all of it.
  ///   - directory: its working directory; nil for ours.
  /// - Throws: ENOENT when there is no such program, or what posix_spawn said.
  public static func spawn(
    _ arguments: [String], environment: [String: String], directory: String? = nil, input: Stream = .null,
    output: Stream = .inherit, error: Stream = .inherit, newSession: Bool = true
  ) throws(SystemError) -> ChildProcess {
    guard let program = find(arguments[0], path: environment["PATH"]) else {
      throw SystemError("exec", arguments[0], number: ENOENT)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let directory { csystem_spawn_add_chdir(&actions, directory) }

    var ours: [Int32] = [-1, -1, -1]
    var theirs: [Int32] = []
    defer { for end in theirs { close(end) } }
    for (number, stream) in [input, output, error].enumerated() {
      switch stream {
      case .null: posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", O_RDWR, 0)
      case .inherit: break
      case .descriptor(let fd): posix_spawn_file_actions_adddup2(&actions, fd, Int32(number))
      case .pipe:
        let pipe = try Descriptor.pipe()
        ours[number] = number == 0 ? pipe.write : pipe.read
        let end = number == 0 ? pipe.read : pipe.write
        theirs.append(end)
        posix_spawn_file_actions_adddup2(&actions, end, Int32(number))
      }
    }
    csystem_spawn_add_closefrom(&actions, 3)

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
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
        posix_spawn(&pid, program, &actions, &attributes, argv, envp)
      }
    }
    let pidfd = status == 0 ? csystem_pidfd_open(pid) : -1
    if status != 0 || pidfd < 0 {
      let number = status != 0 ? status : errno
      for end in ours where end >= 0 { close(end) }
      throw SystemError("posix_spawn", arguments[0], number: number)
    }
    return ChildProcess(pid: pid, pidfd: pidfd, ends: ours)
  }

  /// The file that `name` means: itself when it has a slash, else the first executable in `path`.
  public static func find(_ name: String, path: String?) -> String? {
    if name.contains("/") { return name }
    for directory in (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":") {
      let candidate = Path.join(String(directory), name)
      if access(candidate, X_OK) == 0, !Files.isDirectory(candidate) { return candidate }
    }
    return nil
  }

  /// Waits for the end of the process and takes its status; nil when `deadline` passes first. To be called
  /// by one thread, and not again once it has returned a status.
  public func wait(until deadline: Deadline? = nil) -> Exit? {
    while true {
      var entry = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
      let ready = poll(&entry, 1, deadline?.pollTimeout ?? -1)
      if ready == 0 { return nil }
      if ready < 0 { continue }
      var code: Int32 = 0
      let kind = csystem_wait_pidfd(pidfd, &code, 0)
      return kind == 1 ? .signal(code) : .code(kind == 0 ? code : 255)
    }
  }

  /// Sends a signal to the process itself.
  public func signal(_ number: Int32) { _ = csystem_pidfd_send_signal(pidfd, number) }

  /// Sends a signal to every process of the child's group.
  public func signalGroup(_ number: Int32) { kill(-pid, number) }
}

/// Calls `body` with a NULL-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = strings.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
}
