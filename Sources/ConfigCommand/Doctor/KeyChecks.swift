import AgentCLI
import AgentCore

/// Keys in the environment, where every process of the user may read them.
enum KeyChecks {
  static func run(_ context: CommandContext) -> [Finding] {
    let names = context.environment.filter { $0.key.hasSuffix("_API_KEY") && !$0.value.isEmpty }.keys.sorted()
    if names.isEmpty { return [Finding(.ok, "keys", "none in the environment")] }
    return names.map {
      Finding(
        .weak, "keys", "\($0) is in the environment, which other programs of yours can read",
        advice: "put it into \(context.runtime.environmentFile), mode 600")
    }
  }
}
