import AgentCore
import AgentJSON
import AgentModel

extension TurnSettings {
  /// Every key that is known here, whether this turn uses it or not: what a program prints of them is taken out.
  var secrets: [Secret] {
    let variables = keys.filter { $0.key.hasSuffix("_API_KEY") }.map(\.value)
    let settings = ConfigurationKey.all.filter(\.isSecret).compactMap { configuration[$0.name].string }
    return Array(Set(variables + settings)).sorted().compactMap(Secret.init)
  }
}
