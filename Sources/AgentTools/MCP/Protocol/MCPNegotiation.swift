import AgentJSON

/// Finds out which era a server speaks: it is asked in the new way first, and whatever is no clear yes leads
/// to the old handshake. Pure: it says what to send, and is told what came of it.
///
/// Old servers answer the first question with any error, with none, or by ending.
struct MCPNegotiation {
  enum Step: Sendable, Equatable {
    /// `server/discover`; the server may be one that never answers it.
    case discover(mayBeSilent: Bool)
    /// The handshake, with a process of its own where the last one has ended.
    case initialize(again: Bool)
    case agreed(MCPAgreement)
    case failed(String)
  }

  private(set) var step: Step
  private let known: MCPEra?
  private var mayProbeAgain = true

  /// - Parameter known: what the server spoke last time.
  init(known: MCPEra?) {
    self.known = known
    step = known == .legacy ? .initialize(again: false) : .discover(mayBeSilent: known == nil)
  }

  /// What came of the last step.
  mutating func take(_ answer: RPCMatcher.Answer) {
    switch step {
    case .discover: step = afterDiscover(answer)
    case .initialize: step = afterInitialize(answer)
    case .agreed, .failed: break
    }
  }

  private func afterDiscover(_ answer: RPCMatcher.Answer) -> Step {
    switch answer {
    case .result(let value):
      let versions = value["supportedVersions"]?.array?.compactMap(\.string) ?? []
      guard versions.contains(MCPVersion.modern) else { return .initialize(again: false) }
      return .agreed(
        MCPAgreement(
          era: .modern, version: MCPVersion.modern,
          server: MCPIdentity(parsing: value["_meta"]?[MCPVersion.serverKey] ?? value["serverInfo"])))
    case .error(let error):
      let versions = Self.supported(error)
      if !versions.isEmpty, !versions.contains(where: MCPVersion.legacyVersions.contains) {
        return .failed("speaks only \(versions.joined(separator: ", "))")
      }
      return .initialize(again: false)
    case .ended, .sessionLost: return .initialize(again: true)
    case .silence: return .initialize(again: false)
    }
  }

  private mutating func afterInitialize(_ answer: RPCMatcher.Answer) -> Step {
    switch answer {
    case .result(let value):
      let version = value["protocolVersion"]?.string ?? ""
      guard MCPVersion.legacyVersions.contains(version) else {
        return .failed("speaks version '\(version.prefix(40))' of the protocol, which is not known here")
      }
      return .agreed(
        MCPAgreement(
          era: .legacy, version: version, server: MCPIdentity(parsing: value["serverInfo"])))
    case .error(let error):
      // It was slow to start, and has meanwhile taken the first question; or it has been replaced.
      let isModern = error.isUnsupportedVersion && Self.supported(error).contains(MCPVersion.modern)
      if mayProbeAgain, isModern || known == .legacy {
        mayProbeAgain = false
        return .discover(mayBeSilent: false)
      }
      return .failed("refuses the handshake: \(error.message)")
    case .ended(let words): return .failed(words)
    case .sessionLost: return .failed("forgets its session at once")
    case .silence: return .failed("does not answer")
    }
  }

  private static func supported(_ error: RPCError) -> [String] {
    guard error.isUnsupportedVersion else { return [] }
    return (error.data?["supported"]?.array?.compactMap(\.string) ?? []).prefix(8).map {
      String($0.prefix(40))
    }
  }
}
