public import AgentCore
import AgentJSON

/// Which of the toolkit's own tools and context providers are on: the settings `builtin_tools`, `builtin_providers`
/// and `builtin_plugins`. A plugin is what a command ships: tools, providers, or both.
///
/// What a list names is on. Where a list is null, so is everything that belongs to no plugin, and the plugins too
/// unless `builtin_plugins` names others; a plugin that it names is on whole. Extensions are the user's own: no
/// setting is about them. Pure.
public struct BuiltInSettings: Sendable, Equatable {
  /// nil for all.
  public private(set) var tools: [String]?
  public private(set) var providers: [String]?
  public private(set) var plugins: [String]?
  /// Plugins that are on, or off, whatever the lists say: an option has said so.
  public var overrides: [String: Bool] = [:]

  public init(tools: [String]? = nil, providers: [String]? = nil, plugins: [String]? = nil) {
    self.tools = tools
    self.providers = providers
    self.plugins = plugins
  }

  public init(_ configuration: Configuration) {
    func names(_ key: String) -> [String]? {
      let value = configuration[key]
      return value.array?.compactMap(\.string) ?? value.string.map { [$0] }
    }
    self.init(
      tools: names(Key.tools.rawValue), providers: names(Key.providers.rawValue),
      plugins: names(Key.plugins.rawValue))
  }

  public enum Key: String, Sendable, CaseIterable {
    case tools = "builtin_tools"
    case providers = "builtin_providers"
    case plugins = "builtin_plugins"
  }

  private func names(_ key: Key) -> [String]? {
    switch key {
    case .tools: tools
    case .providers: providers
    case .plugins: plugins
    }
  }

  /// The same without the plugins that are not named: they read and change what the user keeps.
  public var withoutPlugins: BuiltInSettings {
    var copy = self
    copy.plugins = []
    copy.overrides = overrides.filter { !$0.value }
    return copy
  }

  /// Whether everything is on.
  public var isAll: Bool { tools == nil && providers == nil && plugins == nil }

  // MARK: - What is on

  public func hasTool(_ name: String, of plugin: String?) -> Bool { refusal(tool: name, of: plugin) == nil }

  public func hasProvider(_ name: String, of plugin: String?) -> Bool {
    refusal(name, of: plugin, by: .providers) == nil
  }

  /// What a plugin does beside tools and providers.
  public func hasPlugin(_ plugin: String) -> Bool {
    overrides[plugin] ?? plugins?.contains(plugin) ?? true
  }

  /// The setting that leaves a tool out; nil for none.
  public func refusal(tool name: String, of plugin: String?) -> Key? {
    refusal(name, of: plugin, by: .tools)
  }

  public func refusal(provider name: String, of plugin: String?) -> Key? {
    refusal(name, of: plugin, by: .providers)
  }

  private func refusal(_ name: String, of plugin: String?, by key: Key) -> Key? {
    if let plugin, let isOn = overrides[plugin] { return isOn ? nil : .plugins }
    let named = names(key)
    if named?.contains(name) == true { return nil }
    if let plugin, let plugins { return plugins.contains(plugin) ? nil : .plugins }
    return named == nil ? nil : key
  }

  // MARK: - Misspellings

  /// What a setting names and is not there.
  public struct Problem: Sendable, Equatable {
    public let key: Key
    public let name: String
    /// The names that there are.
    public let names: [String]

    public var error: AgentError {
      let what = key == .tools ? "tool" : key == .providers ? "context provider" : "plugin"
      let near = NearMatch.hint(name, in: names).map { "\($0); " } ?? ""
      let all = names.isEmpty ? "there are none here" : "there are \(names.joined(separator: ", "))"
      return AgentError(.config, "no such \(what)", object: "\(key.rawValue): \(name)", hint: near + all)
    }
  }

  /// What is named and is not there: most likely misspelt. Only the toolkit's own things can be named.
  public func problems(_ catalog: ShippedCatalog) -> [Problem] {
    Key.allCases.flatMap { key -> [Problem] in
      guard let named = names(key), !named.isEmpty else { return [] }
      let known =
        switch key {
        case .tools: ToolRegistry.ownNames + catalog.items(.tools).map(\.name)
        case .providers: StandardProviders.names + catalog.items(.providers).map(\.name)
        case .plugins: catalog.plugins
        }
      return named.filter { !known.contains($0) }.map { Problem(key: key, name: $0, names: known) }
    }
  }

  /// - Throws: 78 for a name of nothing.
  public func check(_ resources: ResourceDirectory, environment: [String: String]) throws(AgentError) {
    if isAll { return }
    if let problem = problems(ShippedCatalog(resources, environment: environment)).first {
      throw problem.error
    }
  }
}
