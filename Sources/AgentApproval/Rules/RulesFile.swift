public import AgentCore
public import AgentJSON
import AgentSystem
import Glibc

/// `rules.json` of the runtime directory, and the rules that come with the installation.
public struct RulesFile: Sendable, Equatable {
  private let runtime: RuntimeDirectory

  /// Larger files are no rules that a person wrote.
  private static let sizeLimit = 1 << 20

  public init(_ runtime: RuntimeDirectory) { self.runtime = runtime }

  public var path: String { runtime.rulesFile }

  /// The user's rules; none where there is no file.
  /// - Throws: 78 for a file that is not understood.
  public func read() throws(AgentError) -> [ApprovalRule] {
    guard let bytes = try bytes() else { return [] }
    return try ApprovalRules.parse(bytes, source: path)
  }

  /// The user's rules, and behind them those of the installation.
  public func readAll(environment: [String: String]) throws(AgentError) -> ApprovalRules {
    ApprovalRules([try read(), try Self.shipped(environment: environment)])
  }

  /// The rules of the installation. A directory of resources that is chosen by hand need not have any; where there
  /// is none at all, only what is confined is allowed.
  public static func shipped(environment: [String: String]) throws(AgentError) -> [ApprovalRule] {
    let name = "AgentApproval/Resources/rules.json"
    let file: String
    if let chosen = try? ResourceDirectory(environment: environment).file(name) {
      file = chosen
    } else if let own = try? ResourceDirectory(environment: [:]).file(name) {
      file = own
    } else {
      return ApprovalRules.confinedOnly.layers[0]
    }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try Files.read(file, limit: sizeLimit)
    } catch {
      throw AgentError(error)
    }
    return try ApprovalRules.parse(bytes, source: file)
  }

  /// Adds a rule at the end, under a lock, unless it is there.
  public func append(_ rule: JSON) throws(AgentError) {
    try runtime.prepare(.locks)
    let lockFile = "\(runtime.folder(.locks))/rules.lock"
    do {
      let lock = try FileLock.acquire(lockFile, until: .after(milliseconds: 10_000))
      try withExtendedLifetime(lock) { () throws in
        let rules = try read()
        let added = try? ApprovalRule(rule)
        guard let added, !rules.contains(added) else { return }
        let lines = (rules + [added]).map { "    \($0.text)" }.joined(separator: ",\n")
        try Files.replace(path, with: Array("{\n  \"rules\": [\n\(lines)\n  ]\n}\n".utf8))
      }
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  private func bytes() throws(AgentError) -> [UInt8]? {
    do throws(SystemError) {
      return try Files.readIfPresent(path, limit: Self.sizeLimit)
    } catch {
      throw AgentError(error)
    }
  }
}
