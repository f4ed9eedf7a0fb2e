package import AgentCore
import AgentSession

/// Which session a request is about.
extension Serving {
  var sessions: SessionStore { SessionStore(runtime, clock: clock) }

  /// What `selector` names, else what a person used last; where no person has used any, the newest, which
  /// clients of ours have made.
  /// - Throws: 404 where there is none.
  package func session(_ selector: String?) throws(AgentError) -> String {
    if let selector { return try sessions.resolve(selector) }
    do throws(AgentError) {
      return try sessions.latest()
    } catch {
      guard error.code == .sessionMissing else { throw error }
      return try sessions.resolve("@-1")
    }
  }

  /// The same, nil where there is none.
  package func sessionIfAny() throws(AgentError) -> String? {
    do throws(AgentError) {
      return try session(nil)
    } catch {
      if error.code == .sessionMissing { return nil }
      throw error
    }
  }
}
