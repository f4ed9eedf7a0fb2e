import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTools

/// What a turn's model is told beside the conversation: which context providers are asked, and which skills there
/// are to load.
struct Surroundings {
  let skills: [Skill]
  /// Skills that are none.
  let notices: [Event]
  /// The names of the providers that were chosen, and whether on the command line; nil for all.
  private let chosen: (names: [String], isOption: Bool)?
  private let skillsAreAskedFor: Bool
  private let clock: Clock

  init(_ options: ContextOptions, _ configuration: Configuration, in context: CommandContext)
    throws(AgentError)
  {
    clock = context.clock
    if let text = options.providers {
      chosen = (text == "none" ? [] : ToolRegistry.names(in: text), true)
    } else if options.noContext || options.hermetic {
      chosen = ([], true)
    } else {
      let setting = configuration["builtin_providers"]
      let names = setting.array?.compactMap(\.string) ?? setting.string.map { [$0] }
      chosen = names.map { ($0, false) }
    }
    let selection = SkillCatalog.Selection(options.skills ?? "default")
    skillsAreAskedFor = options.skills != nil
    if selection == .none || !skillsAreAskedFor && (options.noContext || options.hermetic) {
      skills = []
      notices = []
      return
    }
    // Which of a workspace's folders are trusted is for agent-tool to say.
    let catalog = SkillCatalog(
      runtime: options.hermetic ? nil : context.runtime, project: nil,
      resources: ResourceDirectory(environment: context.environment))
    skills = try catalog.selecting(selection)
    notices = catalog.notices.map { .notice("skill_invalid", "no skill: \($0)") }
  }

  /// The providers that are asked, in the order in which they stand in requests.
  /// - Parameter tools: those that are offered: skills that cannot be loaded need not be named.
  func providers(tools: ToolRegistry) throws(AgentError) -> ProviderRunner {
    let offered = tools.names.contains(SkillTool.name) ? skills : []
    let all: [any ContextProvider] = [
      NotesProvider(), SkillsProvider(offered), ClockProvider(clock), DirectoryProvider(), GitProvider(),
    ]
    guard let chosen else { return ProviderRunner(all) }
    for name in chosen.names where !all.contains(where: { $0.name == name }) {
      let names = all.map(\.name)
      throw AgentError(
        chosen.isOption ? .usage : .config, "no such context provider", object: name,
        hint: NearMatch.hint(name, in: names) ?? "there are \(names.joined(separator: ", "))")
    }
    return ProviderRunner(
      all.filter { provider in
        chosen.names.contains(provider.name) || provider.name == "skills" && skillsAreAskedFor
      })
  }
}
