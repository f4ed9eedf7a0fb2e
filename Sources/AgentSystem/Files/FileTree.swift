import Glibc

/// Directories with all that is in them.
public enum FileTree {
  /// Directories that lie deeper are left.
  private static let depthLimit = 128

  /// Removes a directory and what is below it, as far as that is possible. Links are removed, never followed,
  /// whoever made them and whenever.
  public static func remove(_ path: String) {
    _ = chmod(path.system, 0o700)
    guard let directory = try? Descriptor(opening: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW) else { return }
    empty(directory.raw, path, depth: 0)
    rmdir(path.system)
  }

  private static func empty(_ directory: Int32, _ path: String, depth: Int) {
    for name in (try? Files.list(directory, path: path)) ?? [] {
      if unlinkat(directory, name.system, 0) == 0 || depth == depthLimit { continue }
      fchmodat(directory, name.system, 0o700, AT_SYMLINK_NOFOLLOW)
      let inner = openat(directory, name.system, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { continue }
      let opened = Descriptor(owning: inner)
      empty(opened.raw, name, depth: depth + 1)
      unlinkat(directory, name.system, AT_REMOVEDIR)
    }
  }
}
