/// Something that a user, a project or the installation adds: a program and what it says of itself.
public struct Extension: Sendable, Equatable {
  public let kind: ExtensionKind
  public let origin: ExtensionOrigin
  /// The file: the program, or the description where that names a program of the system.
  public let path: String
  /// What is run, without arguments of a call.
  public let command: [String]
  /// The directory it may read beside the turn's: its own. Nil for a program of the system.
  public let folder: String?
  public let description: ExtensionDescription

  public var name: String { description.tool.name }

  /// Whether it runs as the user does: only what the installation brings may.
  public var isUnconfined: Bool { origin == .shipped && description.grants.unconfined }
}
