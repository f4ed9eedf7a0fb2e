import AgentCLI
import AgentCore
import AgentREPL
import AgentSystem
import Glibc

/// Lines that nobody types: those of `-e`, or of standard input. Each is done before the next is read.
final class BatchREPL: Surroundings {
  private let setup: REPLSetup
  private let context: CommandContext
  private let conversation: Conversation
  private let screen: PlainScreen
  private let programs: Programs
  private let wake: WakePipe
  private lazy var interpreter = Interpreter(setup, conversation, screen, programs, in: self)
  private var assembler = LineAssembler()
  private var partial: [UInt8] = []
  private var hasEnded = false

  /// The longest line that is taken, in bytes.
  private static let lineLimit = 16 << 20

  init(_ setup: REPLSetup) throws(AgentError) {
    self.setup = setup
    context = setup.context
    screen = PlainScreen(context)
    programs = Programs(context, format: setup.format)
    conversation = Conversation(setup, screen, programs, asks: false)
    wake = try WakePipe()
    wake.watch(context.cancellation)
  }

  /// - Parameter lines: nil for standard input.
  /// - Returns: the status of the last line that failed.
  func run(lines: [String]?) throws -> ExitStatus {
    defer { conversation.finish() }
    try conversation.enter(setup.session, replays: false)
    var failure: Int32 = 0
    var given = lines.map { $0[...] }
    while !interpreter.isOver {
      let next: String?
      if given != nil { next = given?.popFirst() } else { next = try readLine() }
      guard let line = next ?? assembler.finish() else { break }
      guard let whole = next == nil ? line : assembler.take(line) else { continue }
      let status = try run(whole)
      if status != 0 { failure = status }
    }
    try context.output.flush()
    return try Self.exit(failure)
  }

  private static func exit(_ status: Int32) throws -> ExitStatus {
    if let known = ExitStatus(rawValue: status) { return known }
    throw ForeignStatus(status)
  }

  /// Runs a line to its end.
  private func run(_ line: String) throws -> Int32 {
    var status = try interpreter.run(line)
    if conversation.isBusy {
      while conversation.isBusy { try wait(for: conversation.descriptors, taking: conversation.take) }
      status = conversation.status
    }
    // A program that was waited for meanwhile was told, too.
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    try context.output.check()
    return status
  }

  /// Waits for one of some descriptors, and hands those on that are ready.
  /// - Throws: what a signal says; the turn that runs is ended.
  private func wait(for descriptors: [Int32], taking take: (Int32) -> Void) throws {
    let ready = Poll.ready([wake.read] + descriptors, writing: conversation.waiting)
    for descriptor in ready.writing { conversation.flush(descriptor) }
    for descriptor in ready.reading where descriptor != wake.read { take(descriptor) }
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    if let failure = conversation.failure { throw failure }
  }

  func foreground(_ body: () throws(AgentError) -> Int32) throws(AgentError) -> Int32 {
    try context.output.flush()
    // The program would write to /dev/null, which keeps the number from being given to a file.
    if !context.output.isOpen {
      throw AgentError(.io, "cannot write: it is closed", object: "standard output")
    }
    return try body()
  }

  func edit() throws(AgentError) {
    throw AgentError(.usage, "needs a terminal", object: "/edit")
  }

  private func readLine() throws -> String? {
    while true {
      if let newline = partial.firstIndex(of: 0x0a) {
        let line = partial[..<newline]
        partial.removeSubrange(...newline)
        return String(decoding: line.last == 0x0d ? line.dropLast() : line, as: UTF8.self)
      }
      if hasEnded {
        if partial.isEmpty { return nil }
        defer { partial = [] }
        return String(decoding: partial, as: UTF8.self)
      }
      if partial.count > Self.lineLimit {
        throw AgentError(.tooLarge, "a line is longer than \(Self.lineLimit) bytes", object: "standard input")
      }
      var failure: SystemError?
      try wait(for: [0]) { descriptor in
        do throws(SystemError) {
          let bytes = try IO.read(descriptor, of: "standard input")
          if bytes.isEmpty { hasEnded = true }
          partial += bytes
        } catch { failure = error }
      }
      if let failure { throw AgentError(failure) }
    }
  }
}
