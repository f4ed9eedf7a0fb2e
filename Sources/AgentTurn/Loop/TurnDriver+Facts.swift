import AgentJSON
import AgentTools

extension TurnDriver {
  /// How the turn is run, for a tool that keeps something for a later one (AGENT_TURN). Not read back from the log,
  /// which a turn that keeps nothing does not have.
  var turnFacts: String {
    var facts = setup.facts
    facts.append("model", .string(setup.model))
    facts.append("provider", .string(setup.provider))
    facts.append("limits", .object(limits))
    let names = JSON.array(tools.registry.choice.map(JSON.string))
    // What an environment variable holds at most is 128 KiB; a list that is left out counts as an empty one.
    if names.text.utf8.count < 64 << 10 { facts.append("tools", names) }
    return JSON.object(facts).text
  }
}
