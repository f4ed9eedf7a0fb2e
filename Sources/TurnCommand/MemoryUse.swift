import AgentCore
import AgentTools
import ArgumentParser

/// `--memory`: whether the turn may remember. It is about what the command of memories ships, tools and context
/// provider alike, whatever settings and other options say of them; without the option those decide.
enum MemoryUse: String, CaseIterable, ExpressibleByArgument {
  case on, off

  static let plugin = "memory"
}

extension ContextOptions {
  /// The settings about what is the toolkit's own, as this run has them.
  /// - Parameter configuration: nil where options alone say what is on.
  func builtIn(_ configuration: Configuration?) -> BuiltInSettings {
    var settings = configuration.map { BuiltInSettings($0) } ?? BuiltInSettings()
    if let memory { settings.overrides[MemoryUse.plugin] = memory == .on }
    return settings
  }
}
