import AgentCore
import AgentJSON
import AgentStore
public import AgentSystem

/// The predecessor's `wakeups.json`: an array of jobs, each once or at an interval.
public enum SeedWakeups {
  public static let fileName = "wakeups.json"
  private static let sizeLimit = 64 << 20

  static func read(_ path: String) throws(AgentError) -> JSON {
    do {
      return try JSON(parsing: try Files.read(path, limit: sizeLimit))
    } catch let error as SystemError {
      throw AgentError(error)
    } catch {
      throw AgentError(.badData, "is not valid JSON: \(error)", object: path)
    }
  }

  /// A time of the predecessor, which is in UTC where it says nothing else.
  public static func time(_ text: String) -> Timestamp? { Timestamp(text) ?? Timestamp(text + "Z") }

  static func wakeups(_ value: JSON, now: Timestamp, source path: String) throws(AgentError) -> [Wakeup] {
    guard let jobs = value.array else {
      throw AgentError(.badData, "is no list of wakeups of the predecessor", object: path)
    }
    var found: [Wakeup] = []
    for (index, job) in jobs.enumerated() {
      guard let prompt = job["prompt"]?.string, let at = job["run_at"]?.string.flatMap({ time($0) }) else {
        throw AgentError(.badData, "job \(index) has no prompt or no time", object: path)
      }
      var schedule = Schedule(.once(at))
      if let seconds = job["interval_seconds"]?.double, seconds >= 1, seconds < 3e8 {
        schedule = Schedule(.every(period: Int(seconds * 1000), from: at))
      }
      let id = job["id"]?.string.flatMap { Wakeup.isID($0) ? $0 : nil } ?? Wakeup.makeID()
      if found.contains(where: { $0.id == id }) { continue }
      var wakeup = Wakeup(id: id, prompt: prompt, schedule: schedule, at: now)
      wakeup.title = job["title"]?.string.flatMap { $0.isEmpty ? nil : $0 }
      wakeup.created = job["created_at"]?.string.flatMap { time($0) } ?? now
      wakeup.runs = job["run_count"]?.int ?? 0
      switch job["status"]?.string {
      case "completed": wakeup.state = .done
      case "cancelled": wakeup.state = .cancelled
      default: wakeup.slot = at
      }
      found.append(wakeup)
    }
    return found
  }
}

extension WakeStore {
  private static let seedFact = "seed_imported"

  /// Takes over what the predecessor left, once: the file stays as it is. One that cannot be read is told once, and
  /// keeps nothing else from being scheduled.
  func adoptSeed(_ runtime: RuntimeDirectory) throws {
    let path = runtime.file(SeedWakeups.fileName)
    guard Files.exists(path), try fact(Self.seedFact) == nil else { return }
    let wakeups: [Wakeup]
    do {
      wakeups = try SeedWakeups.wakeups(try SeedWakeups.read(path), now: now(), source: path)
    } catch {
      try database.write(sync: true) { try setFact(Self.seedFact, "") }
      throw error
    }
    try database.write(sync: true) {
      // Another process may have been faster.
      guard try fact(Self.seedFact) == nil else { return }
      for given in wakeups where try wakeup(given.id) == nil { try insert(given) }
      try setFact(Self.seedFact, path)
    }
  }
}
