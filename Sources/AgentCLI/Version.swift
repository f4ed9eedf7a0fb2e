/// The version of the whole toolkit: all commands have the same.
public enum Version {
  public static let number = "0.1.0"

  /// What `--version` prints: `agent-session 0.1.0`.
  public static func line(_ program: String) -> String { "\(program) \(number)" }
}
