import AgentCLI

/// What the features need of the system: the table ``Dependency/all``.
enum DependencyChecks {
  static func run(_ context: CommandContext) -> [Finding] {
    Dependency.all.map { finding($0, isPresent: $0.isPresent(context.environment)) }
  }

  static func finding(_ dependency: Dependency, isPresent: Bool) -> Finding {
    if isPresent { return Finding(.ok, dependency.need.name, "present, for \(dependency.feature)") }
    return Finding(
      dependency.isOptional ? .notice : dependency.isEssential ? .broken : .weak, dependency.need.name,
      "missing, for \(dependency.feature)", advice: "apt-get install \(dependency.package)")
  }
}
