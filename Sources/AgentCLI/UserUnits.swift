public import AgentCore
import AgentSystem
import Glibc

/// Units of the user's own systemd: where they are, how words stand in them, and what the manager is asked.
public struct UserUnits: Sendable {
  public struct File: Sendable {
    public let name: String
    public let text: String

    public init(name: String, text: String) { (self.name, self.text) = (name, text) }
  }

  private let context: CommandContext
  private static let commandTime = 20_000

  public init(_ context: CommandContext) { self.context = context }

  /// Where the user's units are: systemd.unit(5).
  public var directory: String {
    let given = context.environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return Path.join(
      given ?? Path.join(ProcessEnvironment.homeDirectory(context.environment), ".config"), "systemd/user")
  }

  public func path(_ name: String) -> String { Path.join(directory, name) }

  /// A word as units have it: quoted, `%` doubled.
  public static func word(_ text: String) throws(AgentError) -> String {
    try quoted(text, doubling: [UInt8(ascii: "%")])
  }

  /// The program of `ExecStart=`: of the words there the only one in which `$` means nothing.
  public static func program(_ path: String) throws(AgentError) -> String { try word(path) }

  /// A word behind the program, in which `$` is doubled, too.
  public static func argument(_ text: String) throws(AgentError) -> String {
    try quoted(text, doubling: [UInt8(ascii: "%"), UInt8(ascii: "$")])
  }

  private static func quoted(_ text: String, doubling doubled: [UInt8]) throws(AgentError) -> String {
    if text.utf8.contains(where: { $0 < 0x20 }) {
      throw AgentError(.usage, "has control characters", object: text)
    }
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [0x5c, byte]
      case _ where doubled.contains(byte): bytes += [byte, byte]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What each of our services does without, and the name of its words in the journal.
  ///
  /// What would keep agent-sandbox from making its namespaces is not among it; it confines the tools more closely
  /// than a unit could.
  public static func restrictions(_ name: String) -> String {
    """
    UMask=0077
    NoNewPrivileges=yes
    LockPersonality=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    SystemCallArchitectures=native
    SyslogIdentifier=\(name)
    """
  }

  /// Whether somebody would read units: a manager of the user's own.
  public var hasManager: Bool { (try? systemctl("show-environment")) == true }

  /// - Returns: whether it went well; false also where there is no systemctl.
  @discardableResult
  public func systemctl(_ words: String...) throws(AgentError) -> Bool {
    guard let program = ChildProcess.find("systemctl", path: context.environment["PATH"]) else {
      return false
    }
    do throws(SystemError) {
      let result = try BoundedRun.run(
        [program, "--user"] + words, environment: context.environment, directory: "/", input: [],
        outputLimit: 1 << 20, deadline: .after(milliseconds: Self.commandTime),
        cancellation: context.cancellation)
      return result.ending == .exited(.code(0))
    } catch {
      throw AgentError(error)
    }
  }

  /// Puts the units in their place.
  public func write(_ files: [File]) throws(AgentError) {
    do throws(SystemError) {
      try Files.makeDirectory(directory)
      for file in files { try Files.replace(path(file.name), with: Array(file.text.utf8)) }
    } catch {
      throw AgentError(.io, "cannot be written: \(error.reason)", object: directory, exit: .cannotCreate)
    }
  }

  public func remove(_ names: [String]) throws(AgentError) {
    for name in names where Files.exists(path(name)) {
      do throws(SystemError) { try Files.remove(path(name)) } catch { throw AgentError(error) }
    }
  }

  /// The command that keeps the user's manager running when nobody is logged in; nil where that is settled.
  public var lingerCommand: String? {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return nil }
    let user = SystemText.string(name)
    return Files.exists("/var/lib/systemd/linger/\(user)")
      ? nil : "loginctl enable-linger \(ShellWord.quoted(user))"
  }
}
