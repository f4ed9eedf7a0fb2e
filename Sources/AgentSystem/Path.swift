import Glibc

/// Arithmetic on path strings; nothing here looks at the file system unless it says so.
public enum Path {
  /// `base/name`, or `name` when that is absolute.
  public static func join(_ base: String, _ name: String) -> String {
    if name.hasPrefix("/") || base.isEmpty { return name }
    return base.hasSuffix("/") ? base + name : "\(base)/\(name)"
  }

  /// What stands before the last component: `/` for `/a`, `.` for `a`.
  public static func parent(_ path: String) -> String {
    let trimmed = trimSlashes(path)
    guard let slash = trimmed.lastIndex(of: "/") else { return trimmed == "/" ? "/" : "." }
    return slash == trimmed.startIndex ? "/" : trimSlashes(String(trimmed[..<slash]))
  }

  /// The last component.
  public static func name(_ path: String) -> String {
    let trimmed = trimSlashes(path)
    guard let slash = trimmed.lastIndex(of: "/"), trimmed != "/" else { return trimmed }
    return String(trimmed[trimmed.index(after: slash)...])
  }

  /// The letters after the last dot of the name, in lower case; empty for `.bashrc` and `Makefile`.
  public static func fileExtension(_ path: String) -> String {
    let name = name(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The path made absolute against `base`, with `.`, `..` and doubled slashes resolved as text.
  public static func absolute(_ path: String, base: String) -> String {
    var parts: [Substring] = []
    for part in join(base, path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// `path` as seen from `directory` when it lies in it, else nil. Both absolute.
  public static func relative(_ path: String, to directory: String) -> String? {
    if path == directory { return "." }
    let prefix = directory == "/" ? "/" : directory + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
  }

  /// realpath(3): every link on the way resolved on the file system.
  public static func resolved(_ path: String) throws(SystemError) -> String {
    guard let resolved = realpath(path, nil) else { throw SystemError("realpath", path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The working directory of this process.
  public static func workingDirectory() -> String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  private static func trimSlashes(_ path: String) -> String {
    var trimmed = Substring(path)
    while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
    return String(trimmed)
  }
}
