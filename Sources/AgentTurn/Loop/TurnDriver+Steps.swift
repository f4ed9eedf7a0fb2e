import AgentTools

extension TurnDriver {
  /// Starts what follows a turn that has ended well. Of one that nothing is kept of, nothing is to be kept.
  func startSteps(after outcome: TurnOutcome) {
    if outcome.error != nil || setup.transcript == nil { return }
    setup.steps.start(
      session: outcome.session, turn: outcome.turn, workspace: setup.workingDirectory,
      AfterTurnSteps.Scene(runtime: setup.runtime, environment: setup.toolEnvironment))
  }
}
