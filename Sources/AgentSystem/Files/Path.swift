import Glibc

/// Arithmetic on path strings; nothing here looks at the file system unless it says so.
///
/// Slashes are looked for among the bytes, as the kernel does: to Swift, a slash with a combining mark behind
/// it is another character, and such a path would not be what it seems.
public enum Path {
  private static let slash = UInt8(ascii: "/")

  /// `base/name`, or `name` when that is absolute.
  public static func join(_ base: String, _ name: String) -> String {
    if name.utf8.first == slash || base.isEmpty { return name }
    return base.utf8.last == slash ? base + name : "\(base)/\(name)"
  }

  /// What stands before the last component: `/` for `/a`, `.` for `a`.
  public static func parent(_ path: String) -> String {
    let trimmed = trimSlashes(path.utf8[...])
    guard let slash = trimmed.lastIndex(of: slash) else { return "." }
    return String(Substring(trimSlashes(trimmed[...slash])))
  }

  /// The last component.
  public static func name(_ path: String) -> String {
    let trimmed = trimSlashes(path.utf8[...])
    guard trimmed.count > 1, let slash = trimmed.lastIndex(of: slash) else {
      return String(Substring(trimmed))
    }
    return String(Substring(trimmed[trimmed.index(after: slash)...]))
  }

  /// The letters after the last dot of the name, in lower case; empty for `.bashrc` and `Makefile`.
  public static func fileExtension(_ path: String) -> String {
    let name = name(path).utf8
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
    return Substring(name[name.index(after: dot)...]).lowercased()
  }

  /// The path made absolute against `base`, with `.`, `..` and doubled slashes resolved as text.
  public static func absolute(_ path: String, base: String) -> String {
    var parts: [Substring.UTF8View] = []
    for part in join(base, path).utf8.split(separator: slash) where !part.elementsEqual(".".utf8) {
      if part.elementsEqual("..".utf8) { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.map { String(Substring($0)) }.joined(separator: "/")
  }

  /// `path` as seen from `directory` when it lies in it, else nil. Both absolute.
  public static func relative(_ path: String, to directory: String) -> String? {
    if path.utf8.elementsEqual(directory.utf8) { return "." }
    let prefix = directory.utf8.last == slash ? directory : directory + "/"
    guard path.utf8.starts(with: prefix.utf8) else { return nil }
    return String(Substring(path.utf8.dropFirst(prefix.utf8.count)))
  }

  /// realpath(3): every link on the way resolved on the file system.
  public static func resolved(_ path: String) throws(SystemError) -> String {
    guard let resolved = realpath(path.system, nil) else { throw SystemError("realpath", path) }
    defer { free(resolved) }
    return SystemText.string(resolved)
  }

  /// The working directory of this process.
  public static func workingDirectory() -> String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return SystemText.string(buffer)
  }

  /// Without slashes at the end; a path of nothing but slashes keeps one.
  private static func trimSlashes(_ path: Substring.UTF8View) -> Substring.UTF8View {
    var trimmed = path
    while trimmed.count > 1, trimmed.last == slash { trimmed.removeLast() }
    return trimmed
  }
}
