public import AgentCore
public import AgentSystem
import Glibc

/// A small language model on this machine: one llama.cpp server on loopback, started when it is first needed,
/// shared by every process of the user, and ended by itself when nobody has used it for a while.
public struct LocalModel: Sendable {
  /// What a turn needs to talk to it. `baseURL` ends in `/v1`.
  public typealias Endpoint = (baseURL: String, key: String, model: String, contextTokens: Int)

  /// The keys `local_*` of the configuration.
  public struct Settings: Sendable, Equatable {
    /// The model's name; nil for the installation's own choice.
    public var name: String?
    public var contextTokens = 8192
    /// More than one spins on a busy machine and is slower there by a factor of ten.
    public var threads = 1
    public var idleExitMilliseconds = 600_000

    public init() {}

    public init(_ configuration: Configuration) throws(AgentError) {
      name = try configuration.string("local_model")
      contextTokens = try configuration.int("local_context") ?? contextTokens
      threads = try configuration.int("local_threads") ?? threads
      idleExitMilliseconds = try configuration.duration("local_idle_exit") ?? idleExitMilliseconds
    }
  }

  public let installation: LocalModelInstallation
  public let settings: Settings
  let runtime: RuntimeDirectory
  let environment: [String: String]

  public init(
    runtime: RuntimeDirectory, data: DataDirectory, environment: [String: String],
    settings: Settings = Settings()
  ) {
    installation = LocalModelInstallation(data)
    self.settings = settings
    self.runtime = runtime
    self.environment = environment
  }

  public var isInstalled: Bool { (try? installation.model(named: settings.name)) != nil }

  var stateFile: String { "\(runtime.folder(.cache))/local_model.json" }
  var lockFile: String { "\(runtime.folder(.locks))/local_model.lock" }
  public var logFile: String { "\(runtime.folder(.logs))/local_model.log" }

  /// How long a model may take to load: a few seconds, or minutes for a large one on a busy machine.
  static let loadMilliseconds = 300_000

  // MARK: - Use

  /// The server that runs now; nil when there is none.
  public func running() -> LocalModelState? {
    LocalModelState.read(stateFile).flatMap { $0.process.isRunning ? $0 : nil }
  }

  /// The address of the server, started first where it does not run or serves something else. Two processes
  /// that ask at once get the same one.
  /// - Parameters:
  ///   - cancellation: ends the wait; a server that is still loading then ends too.
  ///   - note: told what takes the time.
  /// - Throws: 78 with advice when nothing is installed, 69 when the server does not start, 75 when others
  ///   keep the lock for too long.
  public func ensureRunning(cancellation: Cancellation? = nil, note: (String) -> Void = { _ in })
    throws(AgentError) -> Endpoint
  {
    let model = try installation.model(named: settings.name)
    try runtime.prepare(.cache, .locks, .logs)
    let cancellation = cancellation ?? Cancellation()
    let lock = try acquireLock(cancellation)
    return try withExtendedLifetime(lock) { () throws(AgentError) in
      if let state = running() {
        if serves(state, model), isReady(state, within: 10_000, cancellation) {
          // The launcher takes a new time of the file for use, and ends itself only under the lock.
          utimes(stateFile, nil)
          return state.endpoint
        }
        if let reason = cancellation.reason { throw AgentError(reason) }
        note("replacing the local model's server")
        end(state)
      }
      note("starting the local model \(model.name)")
      return try start(model, cancellation).endpoint
    }
  }

  /// Ends the server.
  /// - Returns: false when none ran.
  public func stop() throws(AgentError) -> Bool {
    guard Files.exists(stateFile) else { return false }
    try runtime.prepare(.locks)
    let lock = try acquireLock(Cancellation())
    return withExtendedLifetime(lock) {
      guard let state = LocalModelState.read(stateFile) else { return false }
      let ran = state.process.isRunning
      end(state)
      return ran
    }
  }

  private func serves(_ state: LocalModelState, _ model: LocalModelInstallation.Model) -> Bool {
    state.path == model.path && state.contextTokens == settings.contextTokens
      && state.threads == settings.threads
  }

  func isReady(_ state: LocalModelState, within milliseconds: Int, _ cancellation: Cancellation) -> Bool {
    LocalModelHealth.isReady(
      state.url, until: .after(milliseconds: milliseconds), cancellation: cancellation)
  }

  private func acquireLock(_ cancellation: Cancellation) throws(AgentError) -> FileLock {
    let deadline = Deadline.after(milliseconds: Self.loadMilliseconds)
    do throws(SystemError) {
      while true {
        if let lock = try FileLock.tryAcquire(lockFile) { return lock }
        if cancellation.sleep(until: .after(milliseconds: 20)) || deadline.hasPassed { break }
      }
    } catch {
      throw AgentError(error)
    }
    if let reason = cancellation.reason { throw AgentError(reason) }
    throw AgentError(.sessionBusy, "another process is loading the local model", object: lockFile)
  }

  private func end(_ state: LocalModelState) {
    if state.process.signal(SIGTERM), !state.process.waitForEnd(until: .after(milliseconds: 3000)) {
      state.process.signal(SIGKILL)
      _ = state.process.waitForEnd(until: .after(milliseconds: 3000))
    }
    // A state file without its process is passed over by everybody, so a failure here harms nothing.
    try? Files.remove(stateFile)
  }
}

extension LocalModelState {
  var endpoint: LocalModel.Endpoint { ("\(url)/v1", key, model, contextTokens) }
}
