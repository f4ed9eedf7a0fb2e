import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem

/// Asks programs for their descriptions: `NAME --describe`, each confined, all at once, within two seconds.
struct DescribeRun {
  struct Question: Sendable {
    let file: ExtensionFile
    let command: [String]
    let folder: String
  }

  enum Answer: Sendable, Equatable {
    case described([JSON])
    case refused(String)
  }

  static let outputLimit = 64 << 10
  static let milliseconds = 2000
  /// Programs that are asked at once.
  static let width = 32

  private let sandbox: Sandbox?
  private let environment: [String: String]
  private let whyNot: String?

  init(_ host: ExtensionHost) {
    environment = ExtensionLaunch.plainEnvironment(host)
    if host.isWithinExtension {
      sandbox = nil
      whyNot = "can be described only by running it, which is not done from within an extension"
      return
    }
    do throws(AgentError) {
      sandbox = try Sandbox(SandboxPolicy(workspace: "/usr"), environment: host.environment)
      whyNot = nil
    } catch {
      // Where a person has done without the sandbox there is nothing to wait for.
      sandbox = nil
      whyNot = host.policy.mode == .off ? nil : "cannot be asked for its description: \(error.description)"
    }
  }

  /// The answers, in the order of the questions.
  func ask(_ questions: [Question]) -> [Answer] {
    if let whyNot { return questions.map { _ in .refused(whyNot) } }
    let deadline = Deadline.after(milliseconds: Self.milliseconds)
    let state = Monitor((next: 0, answers: [Answer?](repeating: nil, count: questions.count)))
    let threads = (0..<min(Self.width, questions.count)).map { _ in
      Thread.start {
        while true {
          let index = state.withLock { state -> Int in
            defer { state.next += 1 }
            return state.next
          }
          guard index < questions.count else { return }
          let answer = ask(questions[index], until: deadline)
          state.withLock { $0.answers[index] = answer }
        }
      }
    }
    for thread in threads { thread.join() }
    return state.withLock { $0.answers.map { $0 ?? .refused("was not asked") } }
  }

  private func ask(_ question: Question, until deadline: Deadline) -> Answer {
    if deadline.hasPassed { return .refused("was not asked: the others took all the time") }
    var policy = SandboxPolicy(workspace: question.folder)
    policy.variables = ExtensionLaunch.plainVariables
    policy.limits = SandboxPolicy.Limits(cpu: 2, memory: 512 << 20, fileSize: 1 << 20)
    policy.readable = question.command.filter { $0.hasPrefix(bytes: "/") }
    let command = question.command + ["--describe"]
    let result: BoundedRun.Result
    do {
      result = try BoundedRun.run(
        sandbox?.with(policy).commandLine(command) ?? command, environment: environment,
        directory: question.folder, input: [], outputLimit: Self.outputLimit, deadline: deadline,
        cancellation: Cancellation(), supervised: sandbox?.isConfining ?? false)
    } catch {
      return .refused("cannot be run: \(error.reason)")
    }
    if result.dropped > 0 { return .refused("--describe printed more than \(Self.outputLimit >> 10) KiB") }
    switch result.ending {
    case .timedOut, .cancelled: return .refused("--describe took more than \(Self.milliseconds / 1000) s")
    case .exited(.code(0)): break
    case .exited(let exit):
      let words = result.errors.split(separator: "\n").last.map { ": \($0.prefix(200))" } ?? ""
      return .refused("--describe ended with status \(exit.status)\(words)")
    }
    do throws(ExtensionFile.Refusal) {
      return .described(try ExtensionFolder.objects(Array(result.output.utf8)))
    } catch {
      return .refused(error.reason)
    }
  }
}
