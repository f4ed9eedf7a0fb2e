import AgentCore
import AgentSystem
import Glibc

/// A feature and what it needs of the system. This table is the truth for `deps`, `doctor` and
/// agent-config(1).
struct Dependency: Sendable {
  enum Group: String, CaseIterable {
    case network, documents, memory, model, terminal, service, desktop
  }

  enum Need: Sendable, Equatable {
    /// An executable in PATH.
    case program(String)
    /// A shared library, as dlopen(3) takes it.
    case library(String)
    /// A module that python3 can import.
    case pythonModule(String)

    var name: String {
      switch self {
      case .program(let name), .library(let name): name
      case .pythonModule(let name): "python3:\(name)"
      }
    }
  }

  let feature: String
  let need: Need
  /// The Debian package that has it.
  let package: String
  let group: Group
  /// Whether a command does not start, or cannot do its main work, without it.
  let isEssential: Bool
  /// Whether only some people want the feature, so that nobody is told that it is missing.
  let isOptional: Bool

  private init(
    _ feature: String, _ need: Need, _ package: String, _ group: Group, essential: Bool = false,
    optional: Bool = false
  ) {
    self.feature = feature
    self.need = need
    self.package = package
    self.group = group
    isEssential = essential
    isOptional = optional
  }

  static let all = [
    Dependency("requests to models", .library("libcurl.so.4"), "libcurl4", .network, essential: true),
    Dependency("certificates", .program("update-ca-certificates"), "ca-certificates", .network),
    Dependency("HTML and XML documents", .library("libxml2.so.2"), "libxml2", .documents, essential: true),
    Dependency("compressed documents", .library("libz.so.1"), "zlib1g", .documents, essential: true),
    Dependency("text encodings", .library("libuchardet.so.0"), "libuchardet0", .documents, essential: true),
    Dependency(
      "search in documents", .library("libpcre2-8.so.0"), "libpcre2-8-0", .documents, essential: true),
    Dependency("PDF documents", .program("pdftohtml"), "poppler-utils", .documents),
    Dependency("large images", .program("vipsthumbnail"), "libvips-tools", .documents),
    Dependency("lines typed at a terminal", .library("libreadline.so.8"), "libreadline8", .terminal),
    Dependency("manual pages", .program("man"), "man-db", .terminal, optional: true),
    Dependency("status line of tmux", .program("tmux"), "tmux", .terminal, optional: true),
    Dependency("memories", .library("libsqlite3.so.0"), "libsqlite3-0", .memory, essential: true),
    Dependency("local model", .program("python3"), "python3", .model),
    Dependency("local model, installation", .pythonModule("ensurepip"), "python3-venv", .model),
    Dependency("wakeups without systemd", .program("crontab"), "cron", .service, optional: true),
    Dependency("notifications", .program("notify-send"), "libnotify-bin", .desktop, optional: true),
    Dependency("icon in a tray", .program("yad"), "yad", .desktop, optional: true),
  ]

  /// The optional ones that are named by their packages; all of them by `all`.
  static func named(_ names: [String]) throws(AgentError) -> Set<String> {
    let known = all.filter(\.isOptional).map(\.package)
    for name in names where name != "all" && !known.contains(name) {
      throw AgentError(
        .usage, "no optional package is called '\(name)'", object: "--with",
        hint: NearMatch.hint(name, in: known) ?? "one of \(known.joined(separator: ", ")), all")
    }
    return names.contains("all") ? Set(known) : Set(names)
  }

  /// Whether the system has it.
  func isPresent(_ environment: [String: String]) -> Bool {
    switch need {
    case .program(let name):
      // sbin holds what administrators run, and is not in everybody's PATH.
      let path = "\(environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"):/usr/sbin:/sbin"
      return ChildProcess.find(name, path: path) != nil
    case .library(let name):
      guard let handle = dlopen(name, RTLD_LAZY) else { return false }
      dlclose(handle)
      return true
    case .pythonModule(let name):
      let child = try? ChildProcess.spawn(
        ["python3", "-c", "import \(name)"], environment: ProcessEnvironment.forPrograms(environment),
        output: .null, error: .null)
      return child?.wait() == .code(0)
    }
  }
}
