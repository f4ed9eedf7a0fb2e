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

  /// What of a file can be taken over, and what is wrong with the first job that cannot.
  struct Jobs {
    var wakeups: [Wakeup] = []
    var refused = 0
    var problem: AgentError?
  }

  static func jobs(_ value: JSON, now: Timestamp, source path: String) throws(AgentError) -> Jobs {
    guard let given = value.array else {
      throw AgentError(.badData, "is no list of wakeups of the predecessor", object: path)
    }
    var jobs = Jobs()
    for (index, job) in given.enumerated() {
      do throws(AgentError) {
        let wakeup = try wakeup(job, now: now)
        if !jobs.wakeups.contains(where: { $0.id == wakeup.id }) { jobs.wakeups.append(wakeup) }
      } catch {
        jobs.refused += 1
        jobs.problem = jobs.problem ?? AgentError(.badData, "job \(index): \(error.message)", object: path)
      }
    }
    if let problem = jobs.problem {
      jobs.problem = AgentError(
        .badData, "\(problem.message); \(jobs.refused) of \(given.count) jobs are left out", object: path,
        hint: "schedule them with 'agent-wake add'")
    }
    return jobs
  }

  private static func wakeup(_ job: JSON, now: Timestamp) throws(AgentError) -> Wakeup {
    guard let prompt = job["prompt"]?.string, let at = job["run_at"]?.string.flatMap({ time($0) }) else {
      throw AgentError(.badData, "has no prompt or no time")
    }
    var schedule = Schedule(.once(at))
    let interval = job["interval_seconds"]
    if let seconds = interval?.double ?? interval?.string.flatMap(Double.init), seconds >= 1, seconds < 3e8 {
      schedule = Schedule(.every(period: Int(seconds * 1000), from: at))
    }
    let id = job["id"]?.string.flatMap { Wakeup.isID($0) ? $0 : nil } ?? Wakeup.makeID()
    var wakeup = Wakeup(id: id, prompt: prompt, schedule: schedule, at: now)
    wakeup.title = job["title"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    wakeup.created = job["created_at"]?.string.flatMap { time($0) } ?? now
    wakeup.runs = max(0, job["run_count"]?.int ?? 0)
    switch job["status"]?.string {
    case "completed": wakeup.state = .done
    case "cancelled": wakeup.state = .cancelled
    default:
      // What is to come must be one that can be run.
      try wakeup.check()
      wakeup.slot = at
    }
    return wakeup
  }
}

extension WakeStore {
  private static let seedFact = "seed_imported"

  /// Takes over what the predecessor left, once: the file stays as it is. What of it cannot be taken over is told
  /// once, and keeps nothing else from being scheduled.
  func adoptSeed(_ runtime: RuntimeDirectory) throws {
    let path = runtime.file(SeedWakeups.fileName)
    guard Files.exists(path), try fact(Self.seedFact) == nil else { return }
    let jobs: SeedWakeups.Jobs
    do {
      jobs = try SeedWakeups.jobs(try SeedWakeups.read(path), now: now(), source: path)
    } catch {
      try database.write(sync: true) { try setFact(Self.seedFact, "") }
      throw error
    }
    try database.write(sync: true) {
      // Another process may have been faster.
      guard try fact(Self.seedFact) == nil else { return }
      for given in jobs.wakeups where try wakeup(given.id) == nil { try insert(given) }
      try setFact(Self.seedFact, path)
    }
    if let problem = jobs.problem { throw problem }
  }
}
