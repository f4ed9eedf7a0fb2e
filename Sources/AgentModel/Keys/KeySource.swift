public import AgentCore
public import AgentHTTP
import AgentJSON

/// Where the key for an endpoint comes from. Choosing looks at nothing; ``read(environment:)`` does.
public enum KeySource: Sendable, Equatable {
  /// `--key-file`
  case file(String)
  /// `--key-fd`
  case descriptor(Int32)
  /// `--key-command` or the setting `key_command`, run by `sh -c`.
  case command(String)
  /// A setting or variable that holds the key itself, and its name.
  case value(Secret, name: String)
  /// A loopback address, which needs none.
  case none

  /// What the command line says of the key; at most one of them counts, in this order.
  public struct Options: Sendable, Equatable {
    public var file: String?
    public var descriptor: Int32?
    public var command: String?

    public init(file: String? = nil, descriptor: Int32? = nil, command: String? = nil) {
      self.file = file
      self.descriptor = descriptor
      self.command = command
    }
  }

  /// Finds the key that belongs to `url`.
  ///
  /// First the options; then, when the address was given (`--base-url` or the setting), the settings
  /// `key_command` and `api_key` (`AGENT_API_KEY`); then the vendor's own key for the vendor's own host. A
  /// setting that stands beside a `base_url` in the same place is bound to that address and goes to no other.
  /// - Parameter environment: where the vendors' variables are looked up; with those of `.env`.
  /// - Throws: `auth` when there is none and the address is not on this machine.
  public static func choose(
    for url: HTTPURL, options: Options = Options(), configuration: Configuration,
    environment: [String: String]
  ) throws(AgentError) -> KeySource {
    if let file = options.file { return .file(file) }
    if let descriptor = options.descriptor { return .descriptor(descriptor) }
    if let command = options.command { return .command(command) }
    let vendor = Vendor(url)
    if configuration.layer(of: "base_url") != .builtIn {
      if let command = bound("key_command", to: url, in: configuration) { return .command(command) }
      if let key = bound("api_key", to: url, in: configuration) {
        return try value(key, name: "api_key")
      }
    }
    if let vendor {
      if let name = vendor.configurationKey, let key = try configuration.string(name), !key.isEmpty {
        return try value(key, name: name)
      }
      if let key = environment[vendor.environmentName], !key.isEmpty {
        return try value(key, name: vendor.environmentName)
      }
    }
    if url.isLoopback { return .none }
    throw AgentError(
      .auth, "no key for this address", object: url.origin,
      hint: "set \(vendor?.environmentName ?? "AGENT_API_KEY"), or give --key-file")
  }

  /// The strongest setting of that name whose own layer names no other address than `url`'s.
  private static func bound(_ name: String, to url: HTTPURL, in configuration: Configuration) -> String? {
    guard let key = ConfigurationKey.named(name), let base = ConfigurationKey.named("base_url") else {
      return nil
    }
    var addresses: [Configuration.Layer: String] = [:]
    for setting in configuration.explain(base) { addresses[setting.layer] = setting.value.string }
    return configuration.explain(key).first { setting in
      guard let text = setting.value.string, !text.isEmpty else { return false }
      guard let address = addresses[setting.layer] else { return true }
      return (try? HTTPURL(address))?.origin == url.origin
    }?.value.string
  }

  private static func value(_ text: String, name: String) throws(AgentError) -> KeySource {
    guard let secret = Secret(text) else {
      throw AgentError(.auth, "holds no key: it has spaces or characters that none has", object: name)
    }
    return .value(secret, name: name)
  }
}
