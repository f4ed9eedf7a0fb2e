import AgentSystem

/// The checkout that is tested. What there is to test is found here, so that a new command needs no change in a
/// test.
public enum Checkout {
  /// The directory that holds Package.swift.
  public static let root = Path.parent(Path.parent(Path.parent(#filePath)))

  public static func path(_ name: String) -> String { Path.join(root, name) }

  /// All executables, each of which has a folder of its name below Sources; libraries begin with a capital.
  public static func executables() throws -> [String] {
    try Files.list(path("Sources")).filter { $0.hasPrefix("agent") }
  }

  /// The commands in Swift, which share their options, output and messages. `agent-sandbox` is in C, is built by
  /// bin/build-sandbox, and has its tests in Tests/Scripts/sandbox.sh.
  public static func commands() throws -> [String] {
    try executables().filter { Files.exists(path("Sources/\($0)/main.swift")) }
  }
}
