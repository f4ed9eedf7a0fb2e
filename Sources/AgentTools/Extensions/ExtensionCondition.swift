import AgentCore
import AgentJSON
import AgentSystem

/// What must be there for a provider to have anything to say, or for a step to have anything to do:
/// `"when": {"exists": PATH}` of a description. Looking costs no process where there is nothing yet.
public struct ExtensionCondition: Sendable, Equatable {
  /// Relative to the runtime directory; one of them is enough.
  public let paths: [String]

  /// - Returns: why the value is none, for a message that names the member.
  static func parse(_ value: JSON) -> Result<ExtensionCondition, Refusal> {
    guard let members = value.object, members.count == 1, let exists = members["exists"] else {
      return .failure(Refusal(reason: "'when' must be an object with 'exists'"))
    }
    let paths = exists.string.map { [$0] } ?? exists.array?.compactMap(\.string) ?? []
    let isWhole = exists.string != nil || paths.count == exists.array?.count
    let areInside = paths.allSatisfy { path in
      !path.isEmpty && !path.hasPrefix(bytes: "/") && !path.split(byte: "/").contains("..")
    }
    guard !paths.isEmpty, isWhole, areInside else {
      return .failure(
        Refusal(reason: "'exists' must be a path below the runtime directory, or a list of them"))
    }
    return .success(ExtensionCondition(paths: paths))
  }

  struct Refusal: Error, Equatable {
    let reason: String
  }

  func isMet(in runtime: RuntimeDirectory) -> Bool {
    paths.contains { Files.exists(runtime.file($0)) }
  }
}
