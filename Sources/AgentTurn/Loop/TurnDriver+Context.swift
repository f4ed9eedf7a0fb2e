import AgentCore
import AgentJSON
import AgentModel
import AgentSystem
import AgentTools

/// Asks the context providers before each request.
extension TurnDriver {
  func gatherContext() throws(AgentError) {
    try ask(.contextBuildBefore, ["req": .int(machine.requests)])
    var contributions: [ContextContribution] = []
    if let providers = setup.providers {
      let refused = try refusedProviders(providers)
      let gathered = providers.gather(allowed: { !refused.contains($0.name) }) {
        setup.providerContext($0, cancellation)
      }
      try stream.emit(gathered.notices.map { Event(type: $0.type, payload: model.redact($0.payload)) })
      if let reason = cancellation.reason { throw AgentError(reason) }
      contributions = gathered.contributions.map { contribution in
        var contribution = contribution
        contribution.text = model.redact(contribution.text)
        return contribution
      }
    }
    for contribution in contributions where hooks.asks(at: .providerCallAfter) {
      let outcome = try ask(
        .providerCallAfter,
        ["provider": .string(contribution.provider), "content": .string(contribution.text)])
      if let words = outcome.contextText { contributions.append(Self.hookContribution(words)) }
    }
    if hooks.asks(at: .contextBuildAfter) {
      setup.contributions = contributions
      let builder = RequestBuilder(setup, tools: tools.registry)
      let outcome = try ask(
        .contextBuildAfter,
        [
          "req": .int(machine.requests), "input_tokens": .int(builder.fit(stream.context).tokens),
          "providers": .array(contributions.map { .string($0.provider) }),
        ])
      if let words = outcome.contextText { contributions.append(Self.hookContribution(words)) }
    }
    setup.contributions = contributions
    requests = RequestBuilder(setup, tools: tools.registry)
  }

  private func refusedProviders(_ providers: ProviderRunner) throws(AgentError) -> Set<String> {
    var refused: Set<String> = []
    guard hooks.asks(at: .providerCallBefore) else { return refused }
    for name in providers.providers.map(\.name) {
      let outcome = hooks.ask(
        .providerCallBefore, ["provider": .string(name)], tool: name, cancellation: cancellation)
      var notices = outcome.notices
      if let why = outcome.veto {
        refused.insert(name)
        notices.append("context provider \(name) is left out: \(why)")
      }
      try stream.emit(notices.map { .notice("hook", $0) })
      if let why = outcome.stop {
        throw AgentError(.approvalDenied, "a hook says no: \(why)", object: "provider.call.before")
      }
      if let reason = cancellation.reason { throw AgentError(reason) }
    }
    return refused
  }

  private static func hookContribution(_ words: String) -> ContextContribution {
    ContextContribution(provider: "hook", elements: words, isStable: false)
  }
}
