/// What agent-sandbox(1) lays in a writable directory while a command runs, so that configuration of agents does not
/// come into being there (placeholders.c). It is known by its name and mode.
///
/// Nobody has changed anything by it: it comes and goes with commands that are running, also with others than the
/// one that is looked at.
public enum SandboxPlaceholder {
  /// - Parameters:
  ///   - name: of a directory at the top of a writable one.
  ///   - mode: its permission bits.
  public static func isDirectory(_ name: String, mode: UInt32) -> Bool {
    mode == 0o555 && ProtectedPlaces.configuration.contains { $0.utf8.elementsEqual(name.utf8) }
  }
}
