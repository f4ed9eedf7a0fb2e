public import AgentCore
public import AgentJSON

/// Every key that is known here, whether it is used or not: what a program prints of them, in any of its shapes, is
/// taken out before it is told, kept or sent.
public struct KnownSecrets: Sendable {
  private let forms: SecretForms

  public init(_ secrets: [Secret]) { forms = SecretForms(secrets) }

  /// - Parameter keys: the environment with the keys of `.env`: ``KeyEnvironment``.
  public init(_ configuration: Configuration, keys: [String: String]) {
    self.init(Self.all(configuration, keys: keys))
  }

  /// The keys of the environment and of the settings.
  public static func all(_ configuration: Configuration, keys: [String: String]) -> [Secret] {
    let variables = keys.filter { $0.key.hasSuffix("_API_KEY") }.map(\.value)
    let settings = ConfigurationKey.all.filter(\.isSecret).compactMap { configuration[$0.name].string }
    return Array(Set(variables + settings)).sorted().compactMap(Secret.init)
  }

  public func redact(_ text: String) -> String { forms.redact(text) }

  /// The same for members of any kind.
  public func redact(_ members: JSONObject) -> JSONObject { members.mappingStrings(redact) }

  public func redact(_ error: AgentError) -> AgentError {
    var error = error
    error.message = redact(error.message)
    error.object = error.object.map(redact)
    error.hint = error.hint.map(redact)
    return error
  }
}
