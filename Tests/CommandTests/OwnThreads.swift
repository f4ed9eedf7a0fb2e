import AgentSystem
import Testing

/// For suites that wait most of the time: for tools that do not end by themselves, for the next try. The test runner
/// has one thread a processor, which a test that waits would keep from running others; these run on threads of
/// their own.
struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  private let threads = WaitingThreads.shared

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(threads) { try await function() }
  }
}

extension SuiteTrait where Self == OwnThreads {
  static var ownThreads: Self { OwnThreads() }
}

/// A few threads that run one test after another.
private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads(3)

  private let jobs = Monitor<[UnownedJob]>([])

  private init(_ count: Int) {
    for _ in 0..<count { Thread.start { self.work() }.detach() }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.update { $0.append(job) }
  }

  private func work() {
    while let job = jobs.wait(until: nil, { $0.isEmpty ? nil : $0.removeFirst() }) {
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
