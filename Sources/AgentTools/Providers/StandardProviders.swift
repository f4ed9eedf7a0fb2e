public import AgentSystem

/// The context providers of this process, in the order in which they stand in requests.
public enum StandardProviders {
  /// - Parameter skills: those that can be loaded.
  public static func all(_ skills: [Skill], _ clock: Clock) -> [any ContextProvider] {
    [NotesProvider(), SkillsProvider(skills), ClockProvider(clock), DirectoryProvider(), GitProvider()]
  }

  public static var names: [String] { all([], .system).map(\.name) }
}
