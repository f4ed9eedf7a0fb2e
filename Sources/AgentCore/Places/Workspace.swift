import AgentSystem

/// The directory tree a turn works in.
public enum Workspace {
  /// `directory` and those above it up to the root of its git repository; only `directory` itself when it
  /// is in none. Innermost first.
  public static func directoriesToRepositoryRoot(from directory: String) -> [String] {
    var found: [String] = []
    var current = directory
    while true {
      found.append(current)
      if Files.exists(Path.join(current, ".git")) { return found }
      let parent = Path.parent(current)
      if parent == current || parent == "/" { return [directory] }
      current = parent
    }
  }
}
