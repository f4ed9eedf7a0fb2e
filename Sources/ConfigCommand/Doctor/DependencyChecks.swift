import AgentCLI

/// What the features need of the system: the table ``Dependency/all``.
enum DependencyChecks {
  static func run(_ context: CommandContext) -> [Finding] {
    Dependency.all.map { dependency in
      dependency.isPresent(context.environment)
        ? Finding(.ok, dependency.need.name, "present, for \(dependency.feature)")
        : Finding(
          dependency.isEssential ? .broken : .weak, dependency.need.name,
          "missing, for \(dependency.feature)", advice: "apt-get install \(dependency.package)")
    }
  }
}
