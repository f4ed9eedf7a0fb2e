import AgentCore

/// Reads one format: from bytes to blocks.
///
/// A reader emits each block as soon as it is whole, so that output streams and memory stays bounded by the
/// largest block. It throws when the input is not of its format or passes a limit; what it has emitted by
/// then stays.
protocol DocumentReader {
  /// The types it reads.
  static var mediaTypes: [MediaType] { get }

  func read(_ source: Source, in context: ReadingContext) throws
}

/// What a reader is given beside the bytes: options, time, and where blocks go.
final class ReadingContext {
  let options: ExtractOptions
  let budget: Budget
  /// PATH and the like, for readers that run a program.
  let environment: [String: String]
  /// The file's language, when it is source code that stands among other files.
  let fence: String?
  private let sink: (_ block: Block, _ title: String?) throws -> Void
  private let notice: (String) -> Void

  /// What the format itself says of the document; set before the first block where it can be.
  var title: String?
  var metadata: [(key: String, value: String)] = []

  init(
    options: ExtractOptions, budget: Budget, environment: [String: String], fence: String?,
    notice: @escaping (String) -> Void, sink: @escaping (_ block: Block, _ title: String?) throws -> Void
  ) {
    self.options = options
    self.budget = budget
    self.environment = environment
    self.fence = fence
    self.notice = notice
    self.sink = sink
  }

  var limits: Limits { options.limits }

  func includes(_ part: ExtractOptions.Part) -> Bool { options.include.contains(part) }

  func emit(_ block: Block) throws {
    try budget.tick()
    try sink(block, title)
  }

  /// Tells the user of something that is not in the output.
  func note(_ message: String) { notice(message) }
}
