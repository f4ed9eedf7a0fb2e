@testable import AgentCore
import AgentJSON

extension FuzzTarget {
  /// The first line is a value that somebody types, the rest is the settings file. Whatever the file holds is
  /// read or refused as a configuration error; a change keeps all other members as they are.
  static let config = FuzzTarget("config") { input in
    let parts = input.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false)
    checkValues(String(decoding: parts[0], as: UTF8.self))
    let runtime = RuntimeDirectory(path: ScratchFolder.path)
    ScratchFolder.write(parts.count > 1 ? Array(parts[1]) : [], to: runtime.configurationFile)
    let settings: Configuration
    do throws(AgentError) {
      settings = try Configuration.load(
        runtime: runtime, environment: ["AGENT_MODEL": String(decoding: parts[0], as: UTF8.self)])
    } catch {
      return require(error.code == .config, "a bad file is a configuration error, not \(error.code)")
    }
    checkReading(settings)
    checkChange(runtime)
  }

  /// Every setting takes or refuses any text, and what it takes it takes again when it is written as JSON.
  private static func checkValues(_ text: String) {
    for key in ConfigurationKey.all + [nil] {
      let value = Configuration.parseValue(text, for: key)
      guard let key, key.refusal(of: value) == nil, !value.isNull else { continue }
      let again = Configuration.parseValue(value.text, for: key)
      require(again == value, "\(key.name): \(value.text) is read as \(again.text)")
    }
  }

  private static func checkReading(_ settings: Configuration) {
    for key in ConfigurationKey.all {
      let chain = settings.explain(key)
      require(chain.last?.layer == .builtIn, "\(key.name) ends with its default")
      require(chain.first?.value == settings[key.name], "\(key.name) is what explain says")
      let isGood = key.refusal(of: settings[key.name]) == nil
      do throws(AgentError) {
        switch key.kind {
        case .integer: _ = try settings.int(key.name)
        case .boolean: _ = try settings.bool(key.name)
        case .duration: _ = try settings.duration(key.name)
        default: _ = try settings.string(key.name)
        }
        require(isGood, "\(key.name) is read although it is wrong")
      } catch {
        require(!isGood, "\(key.name) is refused although it is right")
      }
    }
  }

  private static func checkChange(_ runtime: RuntimeDirectory) {
    let file = ConfigurationFile(runtime)
    let before = require("the file was read before") { try file.read() }
    _ = require("a setting can be changed") {
      try file.update { (values) throws(AgentError) in values["model"] = "changed" }
    }
    var after = require("the changed file can be read") { try file.read() }
    require(after["model"] == "changed", "the setting is changed")
    after["model"] = before["model"]
    var expected = before
    expected["model"] = before["model"]
    require(after == expected, "nothing else is changed")
  }
}
