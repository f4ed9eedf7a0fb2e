public import AgentCore
public import AgentSystem

/// Asks the context providers of a turn, those that may wait beside one another and all under one deadline.
///
/// One that fails is told and left out of that request; the third failure in a row leaves it out for good.
public final class ProviderRunner: Sendable {
  /// Milliseconds for all of them, and for each to end what it has begun.
  public static let patience = 2000
  private static let grace = 100
  /// Failures in a row after which a provider is not asked any more.
  public static let mostFailures = 3

  public struct Gathered: Sendable {
    /// In the order of the providers, whichever was done first.
    public var contributions: [ContextContribution] = []
    public var notices: [Event] = []
  }

  private struct State {
    var failures: [Int]
    var kept: [(contribution: ContextContribution?, until: Deadline)?]
    /// What the user has been told of each.
    var told: [Event?]
  }

  public let providers: [any ContextProvider]
  private let patience: Int
  private let state: Monitor<State>

  public init(_ providers: [any ContextProvider], patience: Int = ProviderRunner.patience) {
    self.providers = providers
    self.patience = patience
    state = Monitor(
      State(
        failures: [Int](repeating: 0, count: providers.count),
        kept: [(ContextContribution?, Deadline)?](repeating: nil, count: providers.count),
        told: [Event?](repeating: nil, count: providers.count)))
  }

  /// - Parameters:
  ///   - allowed: whether a provider is to be asked this time.
  ///   - context: makes what a provider runs with; its deadline is the one given.
  public func gather(
    allowed: (any ContextProvider) -> Bool = { _ in true }, _ context: (Deadline) -> ToolContext
  ) -> Gathered {
    let context = context(.after(milliseconds: patience - Self.grace))
    let end = Deadline.after(milliseconds: patience)
    var due: [Int] = []
    var results: [Int: ContextContribution?] = [:]
    for (index, provider) in providers.enumerated() where allowed(provider) {
      let (failures, kept) = state.withLock { ($0.failures[index], $0.kept[index]) }
      if failures >= Self.mostFailures { continue }
      if let kept, !kept.until.hasPassed { results[index] = kept.contribution } else { due.append(index) }
    }
    var gathered = Gathered()
    for (index, answer) in ask(due, context, until: end) {
      switch answer {
      case .success(let contribution):
        results[index] = contribution
        keep(contribution, of: index)
      case .failure(let error):
        // What was broken off by the user is nobody's failure.
        if !context.cancellation.isCancelled { gathered.notices.append(fail(index, error)) }
      }
    }
    for index in providers.indices {
      guard let contribution = results[index] ?? nil else { continue }
      gathered.contributions.append(contribution)
      guard let notice = contribution.notice else { continue }
      let isNews = state.withLock { state in
        defer { state.told[index] = notice }
        return state.told[index] != notice
      }
      if isNews { gathered.notices.append(notice) }
    }
    return gathered
  }

  /// Ends what the providers have kept alive.
  public func finish() { for provider in providers { provider.finish() } }

  private typealias Answer = Result<ContextContribution?, AgentError>

  /// The answers in the order of the providers.
  private func ask(_ due: [Int], _ context: ToolContext, until end: Deadline) -> [(Int, Answer)] {
    let answers = Monitor([Int: Answer]())
    let slow = due.filter { providers[$0].mayWait }
    for index in slow {
      let provider = providers[index]
      Thread.start {
        let answer = Self.answer(of: provider, context)
        answers.update { $0[index] = answer }
      }.detach()
    }
    for index in due where !providers[index].mayWait {
      let answer = Self.answer(of: providers[index], context)
      answers.update { $0[index] = answer }
    }
    _ = answers.wait(until: end) { $0.count == due.count ? true : nil }
    let late = AgentError(.deadline, "took longer than \(Duration.format(milliseconds: patience))")
    return answers.withLock { answers in due.map { ($0, answers[$0] ?? .failure(late)) } }
  }

  private static func answer(of provider: any ContextProvider, _ context: ToolContext) -> Answer {
    do throws(AgentError) {
      return .success(try provider.contribute(in: context))
    } catch {
      return .failure(error)
    }
  }

  private func keep(_ contribution: ContextContribution?, of index: Int) {
    let life = providers[index].timeToLive
    state.withLock { state in
      state.failures[index] = 0
      state.kept[index] = life > 0 ? (contribution, .after(milliseconds: life)) : nil
    }
  }

  private func fail(_ index: Int, _ error: AgentError) -> Event {
    let failures = state.withLock { state -> Int in
      state.failures[index] += 1
      return state.failures[index]
    }
    let name = providers[index].name
    if failures < Self.mostFailures {
      return .notice("provider_failed", "context provider \(name): \(error.description)")
    }
    return .notice(
      "provider_disabled",
      "context provider \(name): \(error.description); it has failed \(failures) times and is not asked again"
    )
  }
}
