import AgentCLI
import AgentJSON

/// A need of a feature, as it is on this machine.
struct DependencyState {
  let dependency: Dependency
  let isPresent: Bool
  /// Not optional, or asked for.
  let isWanted: Bool

  var isLacking: Bool { isWanted && !isPresent }

  var cells: [String] {
    [
      isPresent ? "present" : isWanted ? "missing" : "optional", dependency.group.rawValue,
      dependency.need.name, dependency.package, dependency.feature,
    ]
  }

  func row(text: String) -> Row {
    Row(
      "dependency",
      [
        "feature": .string(dependency.feature), "need": .string(dependency.need.name),
        "package": .string(dependency.package), "group": .string(dependency.group.rawValue),
        "present": .bool(isPresent), "optional": .bool(dependency.isOptional), "wanted": .bool(isWanted),
      ], text: text)
  }
}
