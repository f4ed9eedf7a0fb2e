import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import ArgumentParser

/// `agent-memory review`
struct Review: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Propose what could be tidied, for 'apply'",
    discussion: """
      Memories that have expired, and those of which a newer one says nearly the
      same. Nothing is changed: with -j each is a memory record with a member
      'proposal', to be looked through by a person, a filter or a model, and made
      by 'agent-memory apply'. Exit status 1 when there is nothing.

      Example:
        agent-memory review -j | agent-memory apply
      """)

  @Option(
    help: ArgumentHelp("The share of words that two must have in common, from 0 to 1.", valueName: "share"))
  var minLikeness = 0.6
  @Option(help: "A scope with those above it, or 'all' [the repository's, and global].") var scope: String?
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    guard (0.1...1).contains(minLikeness) else {
      throw AgentError(.usage, "must be from 0.1 to 1", object: "--min-likeness")
    }
    let format = try outputFormat()
    let scopes = try context.scopes(scope)
    let store = try context.memory()
    let found =
      try store.map { store in
        try store.database.read { try store.reviews(scopes: scopes, minimum: minLikeness) }
      } ?? []
    if format.isMachine {
      try context.print(records: found.map(\.record), as: format)
    } else {
      for review in found { try context.output.text(Self.text(review)) }
    }
    return found.isEmpty ? .negative : .done
  }

  private static func text(_ review: MemoryReview) -> String {
    let by = review.other.map { "  by \(EntryText.line($0))\n" } ?? ""
    let line = EntryText.line(review.entry)
    return "\(review.proposal.operation.rawValue) \(line)\n  \(review.reason)\n\(by)"
  }
}

/// `agent-memory apply`
struct Apply: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Make the changes that 'review' proposed",
    discussion: """
      Reads proposals from standard input, a line each: what 'review -j' writes, the
      turn records of a model that was asked about it, or {"id", "op", "by"?,
      "text"?} with op supersede, merge, edit, delete or keep. All are made, or
      none, and each is acknowledged. What was superseded or deleted stays in the
      history, and 'restore' brings it back.

      Example:
        agent-memory review -j | agent-memory apply
      """)

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let stream = InputStream()
    var proposals: [MemoryProposal] = []
    var skipped = 0
    while let line = try stream.next() {
      let value = try stream.parse(line)
      do throws(AgentError) {
        if let proposal = try MemoryProposal.parse(value) { proposals.append(proposal) } else { skipped += 1 }
      } catch {
        throw stream.located(error, line)
      }
    }
    if skipped > 0 { context.diagnostics.note("passed over \(skipped) records that propose nothing") }
    if dry.dryRun {
      let changes = proposals.filter { $0.operation != .keep }.count
      try context.tellRehearsal("would make \(changes) changes", format)
      return .done
    }
    guard let first = proposals.first else {
      if format == .json { try context.output.record(.array([])) }
      return .done
    }
    let store = try context.memory(for: first.id)
    let made = try store.change {
      try proposals.map { proposal in
        let (id, isChanged) = try store.apply(proposal)
        return (id: id, operation: isChanged ? proposal.operation.rawValue : "noop")
      }
    }
    let changed = made.filter { $0.operation != "noop" }
    if !changed.isEmpty { context.tell(change: "applied", ids: changed.map(\.id)) }
    if format.isMachine {
      try context.print(
        records: made.map { ["type": "ack", "v": 1, "id": .string($0.id), "op": .string($0.operation)] },
        as: format)
    } else {
      try context.output.text("\(changed.count) changed, \(made.count - changed.count) left as they were\n")
    }
    return .done
  }
}
