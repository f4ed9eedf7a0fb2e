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
  /// The names of the providers that were chosen on the command line; nil where settings say.
  private let chosen: [String]?
  private let settings: BuiltInSettings
  private let skillsAreAskedFor: Bool
  private let clock: Clock

  /// What the user and a trusted project have added.
  private let added: [any ContextProvider]

  init(
    _ options: ContextOptions, _ configuration: Configuration, _ policy: SandboxPolicy,
    in context: CommandContext
  ) throws(AgentError) {
    clock = context.clock
    settings = options.builtIn(configuration)
    let resources = ResourceDirectory(environment: context.environment)
    if let text = options.providers {
      chosen = text == "none" ? [] : ToolRegistry.names(in: text)
    } else {
      chosen = options.noContext || options.hermetic ? [] : nil
    }
    var notices: [Event] = []
    let standard = Set(StandardProviders.names)
    let namesNone = chosen?.allSatisfy(standard.contains) == true
    if options.hermetic || namesNone && options.memory != .on {
      added = []
    } else {
      let host = ExtensionHost(
        runtime: context.runtime, resources: resources, policy: policy, environment: context.environment,
        configuration: configuration)
      // Who names one on the command line has said what is on.
      let found = ExtensionProvider.discover(
        host, chosen == nil ? settings : options.builtIn(nil), reserved: standard)
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

  /// The providers that are asked, in the order in which they stand in requests.
  /// - Parameter tools: those that are offered: skills that cannot be loaded need not be named.
  func providers(tools: ToolRegistry) throws(AgentError) -> ProviderRunner {
    let offered = tools.names.contains(SkillTool.name) ? skills : []
    let all = StandardProviders.all(offered, clock) + added
    let isAskedFor = { (name: String) in name == "skills" && skillsAreAskedFor }
    guard let chosen else {
      // The setting is about the toolkit's own: what the user has put there he wants.
      let isAdded = Set(added.map(\.name))
      return ProviderRunner(
        all.filter {
          isAdded.contains($0.name) || settings.hasProvider($0.name, of: nil) || isAskedFor($0.name)
        })
    }
    for name in chosen where !all.contains(where: { $0.name == name }) {
      let names = all.map(\.name)
      throw AgentError(
        .usage, "no such context provider", object: name,
        hint: NearMatch.hint(name, in: names) ?? "there are \(names.joined(separator: ", "))")
    }
    return ProviderRunner(
      all.filter { provider in
        let isForced = (provider as? ExtensionProvider)?.plugin.flatMap { settings.overrides[$0] } ?? false
        return chosen.contains(provider.name) || isAskedFor(provider.name) || isForced
      })
  }
}
