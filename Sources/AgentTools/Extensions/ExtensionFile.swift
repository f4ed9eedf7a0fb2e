import AgentSystem
import Glibc

/// A file in an extension folder, looked at without being run: whether it can be an extension, and which.
struct ExtensionFile: Sendable, Equatable {
  enum Form: Sendable, Equatable {
    /// Started by itself.
    case program
    /// A Python file of decorated functions, which the shim serves.
    case python
  }

  /// What the file was when it was looked at; another version of it has another one.
  struct Identity: Sendable, Equatable {
    let modified: Int
    let size: Int
    let inode: UInt64

    var text: String { "\(modified):\(size):\(inode)" }
  }

  let name: String
  let path: String
  let form: Form
  let identity: Identity
  /// The first ``CommentTags/headLimit`` bytes.
  let head: String
  /// Whether the script hands its options to argc.
  let usesArgc: Bool

  /// Its name without what tells the language.
  var stem: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Why a file is left out.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// Bytes of a script in which the call of argc is looked for: it stands in the last line.
  private static let scriptLimit = 256 << 10

  /// Looks at a file of an open folder.
  /// - Returns: nil for what is no extension and does not look like one, such as notes and data.
  static func read(_ name: String, in folder: String) throws(Refusal) -> ExtensionFile? {
    let path = Path.join(folder, name)
    let (bytes, status) = try open(path, in: folder)
    guard let bytes else { return nil }
    try checkOwner(status)
    let head = String(decoding: bytes.prefix(CommentTags.headLimit), as: UTF8.self)
    let isText = !bytes.prefix(CommentTags.headLimit).contains(0)
    let isExecutable = status.st_mode & 0o111 != 0
    let isScript = bytes.starts(with: "#!".utf8)
    let isDecorated = name.hasSuffix(".py") && isText && (!isExecutable || importsShim(bytes))
    if !isExecutable, !isDecorated {
      if isScript { throw Refusal(reason: "is not executable (chmod u+x \(path))") }
      return nil
    }
    if !isDecorated, !isScript, !bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) {
      throw Refusal(reason: "has no '#!' line and is no program")
    }
    if isScript, !isDecorated { try checkInterpreter(bytes) }
    return ExtensionFile(
      name: name, path: path, form: isDecorated ? .python : .program,
      identity: Identity(
        modified: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec,
        size: Int(status.st_size), inode: UInt64(status.st_ino)),
      head: isText ? head : "",
      usesArgc: isScript && String(decoding: bytes, as: UTF8.self).contains("argc --argc-eval"))
  }

  /// The head of a regular file of this folder, or nil for a directory; what a link leads out to is refused.
  private static func open(_ path: String, in folder: String) throws(Refusal) -> ([UInt8]?, stat) {
    do throws(SystemError) {
      guard let link = try Files.status(path, followLinks: false) else { throw SystemError("stat", path) }
      if link.st_mode & S_IFMT == S_IFLNK {
        guard let target = try? Path.resolved(path), Path.relative(target, to: folder) != nil else {
          throw SystemError("open", path, number: EXDEV)
        }
      }
      // A pipe must not hold us up.
      let file = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
      var status = stat()
      if fstat(file.raw, &status) != 0 { throw SystemError("fstat", path) }
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: return (nil, status)
      default: throw SystemError("open", path, number: ENODEV)
      }
      return (try beginning(file.raw, path), status)
    } catch {
      switch error.number {
      case EXDEV: throw Refusal(reason: "is a link that leads out of the folder")
      case ENODEV, ENXIO: throw Refusal(reason: "is not a regular file")
      default: throw Refusal(reason: "cannot be read: \(error.reason)")
      }
    }
  }

  private static func beginning(_ fd: Int32, _ path: String) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < scriptLimit {
      let chunk = try IO.read(
        fd, upTo: bytes.isEmpty ? CommentTags.headLimit : scriptLimit - bytes.count, of: path)
      // Of a program nothing but its first bytes counts.
      if chunk.isEmpty || chunk.contains(0) { return bytes + chunk }
      bytes += chunk
    }
    return bytes
  }

  /// What the first line of a script names must be there, or no call could ever begin.
  private static func checkInterpreter(_ bytes: [UInt8]) throws(Refusal) {
    let line = bytes.dropFirst(2).prefix { $0 != UInt8(ascii: "\n") }
    if line.last == UInt8(ascii: "\r") {
      throw Refusal(reason: "has a '#!' line that ends in CR LF (save it with LF)")
    }
    let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let first = words.first, first.first == UInt8(ascii: "/") else { return }
    let interpreter = String(decoding: first, as: UTF8.self)
    if !Files.exists(interpreter) { throw Refusal(reason: "needs \(interpreter), which is not installed") }
  }

  private static func checkOwner(_ status: stat) throws(Refusal) {
    if status.st_mode & 0o6000 != 0 { throw Refusal(reason: "is setuid or setgid") }
    try checkWritable(status)
  }

  /// Who else may change it could make it do anything.
  static func checkWritable(_ status: stat) throws(Refusal) {
    if status.st_uid != geteuid(), status.st_uid != 0 { throw Refusal(reason: "belongs to another user") }
    if status.st_mode & 0o022 != 0 { throw Refusal(reason: "can be written by others (chmod go-w)") }
  }

  private static func importsShim(_ bytes: [UInt8]) -> Bool {
    let lines = String(decoding: bytes, as: UTF8.self).lines
    return lines.contains { line in
      let text = line.drop { $0 == " " || $0 == "\t" }
      return text.hasPrefix("from codex_agent") || text.hasPrefix("import codex_agent")
    }
  }
}
