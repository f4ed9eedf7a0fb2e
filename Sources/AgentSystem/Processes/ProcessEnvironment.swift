import CAgentSystem
import Glibc

/// What the process was started with.
public enum ProcessEnvironment {
  /// The command line, the name of the command first.
  public static func arguments() -> [String] {
    (0..<Int(csystem_argument_count())).compactMap { csystem_arguments()[$0].map { SystemText.string($0) } }
  }

  /// The file of this program, without links; nil where neither /proc nor the loader tells.
  public static func executable() -> String? {
    if let path = try? Path.resolved("/proc/self/exe") { return path }
    return csystem_executable().flatMap { try? Path.resolved(SystemText.string($0)) }
  }

  /// The variables of environ(7); of a name that stands twice, the first, as getenv(3) has it.
  public static func read() -> [String: String] {
    var variables: [String: String] = [:]
    guard var entry = csystem_environment() as UnsafePointer<UnsafeMutablePointer<CChar>?>? else {
      return [:]
    }
    while let text = entry.pointee {
      let pair = SystemText.string(text)
      if let (name, value) = pair.cut(byte: "="), variables[String(name)] == nil {
        variables[String(name)] = String(value)
      }
      entry += 1
    }
    return variables
  }

  /// HOME, or what the user database says when it is not set (as under cron's barest relatives).
  public static func homeDirectory(_ variables: [String: String]) -> String {
    if let home = variables["HOME"], !home.isEmpty { return home }
    guard let entry = getpwuid(getuid()), let directory = entry.pointee.pw_dir else { return "/" }
    return SystemText.string(directory)
  }

  /// The variables that a program needs to run at all: others may hold keys, which are no business of a
  /// program that is given foreign bytes to read.
  public static func forPrograms(_ variables: [String: String]) -> [String: String] {
    let names: Set = ["PATH", "HOME", "LANG", "TZ", "TERM", "TMPDIR", "USER", "LOGNAME"]
    return variables.filter { names.contains($0.key) || $0.key.hasPrefix("LC_") }
  }

  /// The same, and what compilers, interpreters and package managers are found and set up by: for the commands of
  /// a tool, which are to work as they do for the user.
  public static func forTools(_ variables: [String: String]) -> [String: String] {
    let names: Set = [
      "SHELL", "LANGUAGE", "COLORTERM", "NO_COLOR", "CLICOLOR", "VIRTUAL_ENV", "CONDA_PREFIX", "CARGO_HOME",
      "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "PYENV_ROOT", "PYENV_VERSION", "NVM_DIR", "GOROOT", "GOPATH",
      "JAVA_HOME", "SOURCE_DATE_EPOCH", "SSL_CERT_FILE", "SSL_CERT_DIR",
    ]
    return forPrograms(variables).merging(variables.filter { names.contains($0.key) }) { $1 }
  }

  /// Opens /dev/null on each of descriptors 0 to 2 that is closed, so that no file opened later lands there
  /// and gets our messages.
  /// - Returns: whether standard output was open.
  public static func guardStandardDescriptors() -> Bool {
    let open = (0...2).map { fcntl($0, F_GETFD) >= 0 }
    for fd: Int32 in 0...2 where !open[Int(fd)] {
      // The lowest free number is taken, and those below are open by now.
      _ = Glibc.open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY)
    }
    return open[1]
  }

  /// Keeps other processes of the user from reading our memory, and core dumps off the disk.
  public static func protectSecrets() { _ = csystem_set_undumpable() }
}
