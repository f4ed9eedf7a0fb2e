public import AgentJSON

/// One thing in a settings file that is wrong (a value of the wrong type) or passed over (an unknown name).
public struct ConfigurationProblem: Sendable, Equatable {
  /// The setting's name; `profiles.NAME.KEY` for one in a profile.
  public let key: String
  public let reason: String
  public let isUnknown: Bool

  /// Every problem of the settings in `values`.
  public static func all(in values: JSONObject) -> [ConfigurationProblem] {
    values.flatMap { member -> [ConfigurationProblem] in
      guard let key = ConfigurationKey.named(member.key) else {
        return [ConfigurationProblem(key: member.key, reason: "unknown setting", isUnknown: true)]
      }
      if let reason = key.refusal(of: member.value) {
        return [ConfigurationProblem(key: member.key, reason: reason, isUnknown: false)]
      }
      return key.name == "profiles" ? inProfiles(member.value.object ?? JSONObject()) : []
    }
  }

  private static func inProfiles(_ profiles: JSONObject) -> [ConfigurationProblem] {
    profiles.flatMap { profile -> [ConfigurationProblem] in
      let name = "profiles.\(profile.key)"
      guard let values = profile.value.object else {
        return [ConfigurationProblem(key: name, reason: "expected an object", isUnknown: false)]
      }
      return all(in: values).map {
        ConfigurationProblem(key: "\(name).\($0.key)", reason: $0.reason, isUnknown: $0.isUnknown)
      }
    }
  }
}
