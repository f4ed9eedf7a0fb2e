/// The folders of the runtime directory, and of a project's `.agent`, in which executables extend the agent. Hooks are
/// none of them: they see and change all that happens, so no project has any, and ``HookSet`` finds the user's.
public enum ExtensionKind: String, Sendable, CaseIterable {
  case tools, providers, commands

  /// One of them, in words.
  public var singular: String { String(rawValue.dropLast()) }
}

/// Whose an extension is, which decides what it may ask for.
public enum ExtensionOrigin: String, Sendable {
  /// Part of the installation.
  case shipped
  /// In the runtime directory, put there by the user.
  case user
  /// In a project that the user trusts.
  case project
}

/// Why something in an extension folder is no extension. One broken file is one of these and nothing more.
public struct ExtensionProblem: Sendable, Equatable {
  public let kind: ExtensionKind
  public let origin: ExtensionOrigin
  public let path: String
  public let reason: String

  public init(kind: ExtensionKind, origin: ExtensionOrigin, path: String, reason: String) {
    self.kind = kind
    self.origin = origin
    self.path = path
    self.reason = reason
  }
}
