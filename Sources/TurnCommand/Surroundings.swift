import AgentCLI
import AgentCore
import AgentJSON
import AgentSandbox
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

  /// What the user and a trusted project have added.
  private let added: [any ContextProvider]

  init(
    _ options: ContextOptions, _ configuration: Configuration, _ policy: SandboxPolicy,
    in context: CommandContext
  ) throws(AgentError) {
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
    var notices: [Event] = []
    let resources = ResourceDirectory(environment: context.environment)
    let standard = Set(Self.standard([], clock).map(\.name))
    if options.hermetic || chosen.map({ $0.isOption && $0.names.allSatisfy(standard.contains) }) == true {
      added = []
    } else {
      let host = ExtensionHost(
        runtime: context.runtime, resources: resources, policy: policy, environment: context.environment,
        configuration: configuration)
      let found = ExtensionProvider.discover(host, reserved: standard)
      added = found.providers
      notices += found.problems.map { .notice("extension_left_out", "\($0.path): \($0.reason)") }
    }
    let selection = SkillCatalog.Selection(options.skills ?? "default")
    skillsAreAskedFor = options.skills != nil
    if selection == .none || !skillsAreAskedFor && (options.noContext || options.hermetic) {
      skills = []
    } else {
      let trust = Self.trust(policy.workspace, hermetic: options.hermetic, context.runtime)
      if case .untrusted(let why)? = trust {
        notices.append(.notice("skills_untrusted", "skills of \(policy.workspace): \(why)", level: "info"))
      }
      let catalog = SkillCatalog(
        runtime: options.hermetic ? nil : context.runtime,
        project: trust == .trusted ? policy.workspace : nil,
        // Those that come with the installation must be asked for.
        resources: selection == .standard ? nil : resources)
      skills = try catalog.selecting(selection)
      notices += catalog.notices.map { .notice("skill_invalid", "no skill: \($0)") }
    }
    self.notices = notices
  }

  /// Whether a project's skills may be shown; nil where it has none.
  private static func trust(_ workspace: String, hermetic: Bool, _ runtime: RuntimeDirectory)
    -> ProjectTrust.State?
  {
    let hasSkills = SkillCatalog.projectFolders.contains { Files.isDirectory(Path.join(workspace, $0)) }
    return hermetic || !hasSkills ? nil : ProjectTrust(runtime).state(of: workspace)
  }

  private static func standard(_ skills: [Skill], _ clock: Clock) -> [any ContextProvider] {
    [NotesProvider(), SkillsProvider(skills), ClockProvider(clock), DirectoryProvider(), GitProvider()]
  }

  /// The providers that are asked, in the order in which they stand in requests.
  /// - Parameter tools: those that are offered: skills that cannot be loaded need not be named.
  func providers(tools: ToolRegistry) throws(AgentError) -> ProviderRunner {
    let offered = tools.names.contains(SkillTool.name) ? skills : []
    let all = Self.standard(offered, clock) + added
    guard let chosen else { return ProviderRunner(all) }
    for name in chosen.names where !all.contains(where: { $0.name == name }) {
      let names = all.map(\.name)
      throw AgentError(
        chosen.isOption ? .usage : .config, "no such context provider", object: name,
        hint: NearMatch.hint(name, in: names) ?? "there are \(names.joined(separator: ", "))")
    }
    let isAdded = Set(added.map(\.name))
    return ProviderRunner(
      all.filter { provider in
        // The setting is about the built-in ones: what the user has put there he wants.
        chosen.names.contains(provider.name) || provider.name == "skills" && skillsAreAskedFor
          || !chosen.isOption && isAdded.contains(provider.name)
      })
  }
}
