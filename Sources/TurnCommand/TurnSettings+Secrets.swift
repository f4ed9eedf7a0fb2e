import AgentCore
import AgentJSON
import AgentModel

extension TurnSettings {
  /// Every key that is known here, whether this turn uses it or not: what a program prints of them is taken out.
  var secrets: [Secret] { KnownSecrets.all(configuration, keys: keys) }
}
