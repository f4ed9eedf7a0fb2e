import AgentSystem

/// The MCP programs that other people wrote and that ours are tried against: `bin/setup` puts them into a Python
/// environment of the build directory.
public enum Peers {
  private static let directory = Checkout.path(".build/python/bin")

  /// Whether tests may count on them. Where they are missing those tests are left out, but not in continuous
  /// integration, where that would hide what is broken.
  public static var areThere: Bool {
    Files.exists("\(directory)/mcp-server-time") || ProcessEnvironment.read()["CI"] != nil
  }

  public static var python: String { program("python") }
  public static func program(_ name: String) -> String { "\(directory)/\(name)" }
}
