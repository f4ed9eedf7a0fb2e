import AgentCore
import AgentJSON
import AgentSession
import AgentSystem

/// `--idempotency-key`: the same key is the same turn, however often it is asked for and wherever a process is killed.
///
/// Its file under `keys/` says, synced before the turn begins, in which session and behind which event it will
/// stand; the turn's first event has the key. So what a killed process left is a turn that is found in the log, or
/// none. The file is locked until that event is written: who comes second finds the turn, and follows it.
final class IdempotencyKey {
  /// Where the turn of a key is to be looked for.
  struct Intent {
    var session: String
    /// The newest event of the session before the turn.
    var after: Int
    /// The digest of the input.
    var input: String
  }

  let name: String
  private let input: String
  private let path: String
  private var lock: FileLock?

  /// Waits for another process with the same key to begin its turn.
  init(_ name: String, input: [JSON], _ runtime: RuntimeDirectory, _ cancellation: Cancellation)
    throws(AgentError)
  {
    self.name = name
    self.input = SHA256.hexDigest(JSON.array(input).bytes)
    try runtime.prepare(.keys)
    path = Path.join(runtime.folder(.keys), SHA256.hexDigest(Array(name.utf8)))
    while lock == nil {
      if let reason = cancellation.reason { throw AgentError(reason) }
      do throws(SystemError) {
        lock = try FileLock.tryAcquire(path)
      } catch {
        throw AgentError(error)
      }
      if lock == nil, cancellation.sleep(until: .after(milliseconds: 20)) { continue }
    }
  }

  /// Where a turn of this key was to begin; nil where none was. One that is not whole began nothing.
  /// - Throws: 65 where it was used for another input.
  func intent() throws(AgentError) -> Intent? {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try Files.read(path, limit: 1 << 16)
    } catch {
      throw AgentError(error)
    }
    guard let value = try? JSON(parsing: bytes), let session = value["session"]?.string,
      let after = value["after"]?.int, let digest = value["input"]?.string
    else { return nil }
    guard digest == input else {
      throw AgentError(
        .badData, "was used for another input", object: "--idempotency-key", hint: "take a new key for it")
    }
    return Intent(session: session, after: after, input: digest)
  }

  /// Writes down where the turn will be; synced when this returns.
  func intend(_ session: String, after: Int) throws(AgentError) {
    guard lock != nil else { return }
    let value: JSON = [
      "key": .string(name), "session": .string(session), "after": .int(after), "input": .string(input),
    ]
    do throws(SystemError) {
      try lock?.write(String(decoding: value.bytes, as: UTF8.self) + "\n")
      try lock?.synchronize()
    } catch {
      throw AgentError(error)
    }
  }

  /// The turn has begun, or never will: others may look.
  func release() { lock = nil }

  /// The id that queued input of this key has.
  var inputID: String { "q_" + SHA256.hexDigest(Array(name.utf8)).prefix(12) }
}
