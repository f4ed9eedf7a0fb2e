import AgentCore
import AgentSystem
import Glibc

/// PDF through poppler's `pdftohtml -xml`, which tells every stretch of text with its place, font and link.
/// Pages go out as they come; only the first are held until the sizes of the text are known.
struct PDFReader: DocumentReader {
  static let mediaTypes: [MediaType] = [.pdf, MediaType("application/x-pdf")]
  static let program = "pdftohtml"
  static let package = "poppler-utils"

  func read(_ source: Source, in context: ReadingContext) throws {
    let file = try source.file(context.budget)
    var output = PDFOutput(context)
    try run(file.fd, hidden: false, &output, context)
    if output.isEmpty {
      // A scan with recognised text has all of it in an invisible layer.
      try run(file.fd, hidden: true, &output, context)
    }
    if output.isEmpty {
      throw AgentError(
        .badData, "has no text: its pages are pictures", hint: "it needs text recognition first")
    }
    try output.finish()
  }

  private func run(_ fd: Int32, hidden: Bool, _ output: inout PDFOutput, _ context: ReadingContext) throws {
    let errors = try SpoolFile()
    let child = try start(fd, hidden: hidden, errors: errors.fd, context)
    let token = context.budget.cancellation.onCancel { _ in child.signalGroup(SIGKILL) }
    defer {
      context.budget.cancellation.removeHandler(token)
      close(child.standardOutput)
    }
    var scanner = PDFXMLScanner()
    var pending: [UInt8] = []
    do {
      while true {
        let ready = IO.poll(
          child.standardOutput, for: POLLIN, timeout: Int32(clamping: context.budget.remainingMilliseconds))
        if ready == 0 { try context.budget.check() }
        let bytes = try IO.read(child.standardOutput, upTo: 1 << 16, of: Self.program)
        if bytes.isEmpty { break }
        pending.append(contentsOf: bytes)
        if pending.count > 64 << 20 { throw AgentError(.tooLarge, "a line of its text is too long") }
        guard let end = pending.lastIndex(of: 0x0a) else { continue }
        for line in pending[..<end].split(separator: 0x0a) {
          if let page = scanner.line(line) { try output.add(page) }
        }
        pending.removeFirst(end + 1)
      }
    } catch {
      child.signalGroup(SIGKILL)
      _ = child.wait()
      throw error
    }
    let exit = child.wait()
    if let reason = context.budget.cancellation.reason { throw AgentError(reason) }
    if exit != .code(0) { throw failure(errors, context) }
  }

  private func start(_ fd: Int32, hidden: Bool, errors: Int32, _ context: ReadingContext) throws
    -> ChildProcess
  {
    // The document is the child's standard input: so its name cannot be taken for an option.
    if lseek(fd, 0, SEEK_SET) < 0 { throw AgentError(.io, "cannot be read from its beginning") }
    var arguments = [Self.program, "-xml", "-i", "-stdout", "-nodrm", "-enc", "UTF-8"]
    if hidden { arguments.append("-hidden") }
    if let pages = context.options.pages {
      arguments += ["-f", "\(pages.first)", "-l", "\(pages.last)"]
    }
    if let password = context.options.password { arguments += ["-upw", password] }
    arguments.append("/dev/stdin")
    do {
      return try ChildProcess.spawn(
        arguments, environment: ProcessEnvironment.forPrograms(context.environment), input: .descriptor(fd),
        output: .pipe,
        error: .descriptor(errors))
    } catch {
      if error.number == ENOENT {
        throw AgentError(
          .missingTool, "needs \(Self.program), which is not installed", hint: "apt install \(Self.package)")
      }
      throw error
    }
  }

  /// What the program's messages mean.
  private func failure(_ errors: SpoolFile, _ context: ReadingContext) -> AgentError {
    let file = RandomAccessFile(fd: errors.fd, size: Int(lseek(errors.fd, 0, SEEK_END)))
    let bytes = (try? file.bytes(at: 0, count: min(file.size, 4096))) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    if text[...].firstRange(of: "Incorrect password") != nil {
      return AgentError(
        .auth, context.options.password == nil ? "is encrypted" : "is encrypted, and the password is wrong",
        hint: "give its password with --password-file")
    }
    let reason = text.split(separator: "\n").last.map(String.init) ?? "pdftohtml failed"
    return AgentError(.badData, "damaged PDF: \(reason.prefix(200))")
  }
}

/// Pages on their way out: the first ones wait until the typography is settled.
struct PDFOutput {
  /// Pages from which body text and headings are told.
  private static let sampledPages = 12

  private let context: ReadingContext
  private var typography = PDFTypography()
  private var waiting: [PDFPage] = []
  private var isSettled = false
  private(set) var isEmpty = true

  init(_ context: ReadingContext) { self.context = context }

  mutating func add(_ page: PDFPage) throws {
    try context.budget.check()
    if let wanted = context.options.pages, !wanted.contains(page.number) { return }
    if page.items.isEmpty { return }
    isEmpty = false
    if isSettled { return try emit(page) }
    typography.add(page)
    waiting.append(page)
    if waiting.count >= Self.sampledPages { try finish() }
  }

  /// Emits what waits.
  mutating func finish() throws {
    if !isSettled { typography.settle() }
    isSettled = true
    for page in waiting { try emit(page) }
    waiting = []
  }

  private func emit(_ page: PDFPage) throws {
    let blocks = PDFBlocks.blocks(of: page, typography)
    if blocks.isEmpty { return }
    try context.emit(.page(page.number))
    for block in blocks { try context.emit(block) }
  }
}
