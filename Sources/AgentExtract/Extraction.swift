public import AgentCore
import AgentJSON
public import AgentSystem
import Glibc

/// One run over any number of inputs: opens each, tells its type, has it read, and writes what comes out.
public final class Extraction {
  public struct Request: Sendable {
    /// Paths, or `-` for standard input.
    public var operands: [String]
    public var options = ExtractOptions()
    public var style = OutputStyle.markdown
    /// Tokens after which the output ends.
    public var maxTokens: Int?
    /// Draw folders instead of reading them.
    public var drawsTrees = false
    public var usesIgnoreFiles = true
    /// Wait for the writer of a named pipe that is an operand. A pipe in a folder is passed over.
    public var readsNamedPipes = false

    public init(operands: [String]) { self.operands = operands }
  }

  private let request: Request
  private let environment: [String: String]
  private let workingDirectory: String
  private let cancellation: Cancellation
  private let output: ExtractOutput
  private let reportFailure: (AgentError) throws -> Void
  private let isSeveral: Bool
  private var files = 0
  /// Inputs that could not be read, the first of them first.
  public private(set) var failures: [AgentError] = []
  /// Inputs that were tried: those named, and those found in folders.
  public private(set) var attempts = 0

  /// - Parameters:
  ///   - cancellation: ends the run, and every program that it has started.
  ///   - reportFailure: tells of an input that failed while others are done.
  public init(
    _ request: Request, environment: [String: String], workingDirectory: String, sinks: OutputSinks,
    cancellation: Cancellation = Cancellation(), reportFailure: @escaping (AgentError) throws -> Void
  ) {
    self.request = request
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.cancellation = cancellation
    self.reportFailure = reportFailure
    output = ExtractOutput(
      style: request.style, tables: request.options.tables, maxTokens: request.maxTokens, sinks: sinks)
    let only = request.operands.count == 1 ? request.operands[0] : nil
    isSeveral = only.map { $0 != "-" && Files.isDirectory(Path.absolute($0, base: workingDirectory)) } ?? true
  }

  /// Reads every input.
  /// - Throws: the failure of the only input, failures among several being reported and counted; what the
  ///   cancellation says.
  public func run() throws {
    do {
      for operand in request.operands { try read(operand) }
    } catch is TokenLimitReached {
      try output.notice("cut after \(request.maxTokens ?? 0) tokens", code: "max_tokens")
    }
  }

  private func read(_ operand: String) throws {
    if operand.hasPrefix("http://") || operand.hasPrefix("https://") {
      return try attempt(operand) {
        throw AgentError(
          .missingTool, "is an address, and fetching pages is not part of agent-extract yet",
          hint: "fetch it first: curl -fsSL URL | agent-extract -")
      }
    }
    if operand == "-" {
      return try attempt("-") {
        try self.extract(
          .standardInput(
            limits: self.limits, hashing: self.output.wantsRecords, cancellation: self.cancellation),
          shown: "-", isInFolder: false)
      }
    }
    let path = Path.absolute(operand, base: workingDirectory)
    if Files.isDirectory(path) { return try readFolder(path, shown: operand) }
    try attempt(operand) { try self.extractFile(path, shown: operand, isInFolder: false) }
  }

  private var limits: Limits { request.options.limits }

  /// Runs `body` for one input. Where there are others, its failure is told and the run goes on.
  private func attempt(_ shown: String, _ body: () throws -> Void) throws {
    attempts += 1
    do {
      try body()
    } catch let limit as TokenLimitReached {
      throw limit
    } catch {
      if let reason = cancellation.reason { throw AgentError(reason) }
      var failure = AgentError(wrapping: error)
      // Output that cannot be written is no fault of the input.
      if failure.code == .outputClosed || failure.object == "standard output" { throw failure }
      failure.object = shown == "-" ? "standard input" : shown
      if !isSeveral { throw failure }
      failures.append(failure)
      try reportFailure(failure)
    }
  }

  // MARK: - Folders

  private func readFolder(_ path: String, shown: String) throws {
    let walk = FolderWalk(root: path, shownRoot: shown, usesIgnoreFiles: request.usesIgnoreFiles)
    if request.drawsTrees { return try attempt(shown) { try self.draw(walk) } }
    try walk.run { entry in
      switch entry {
      case .folder: break
      case .skipped(let name, let reason):
        try self.output.notice("\(name): skipped, \(reason)", code: "skipped")
      case .failed(let name, let error): try self.attempt(name) { throw error }
      case .file(let path, let name):
        self.files += 1
        if self.files > self.limits.files {
          throw AgentError(
            .tooLarge, "more than \(self.limits.files) files", object: shown, hint: "--max-files takes more")
        }
        try self.attempt(name) { try self.extractFile(path, shown: name, isInFolder: true) }
      }
    }
  }

  private func draw(_ walk: FolderWalk) throws {
    var tree = TreeDrawing()
    let root = walk.shownRoot
    func add(_ name: String, _ mark: String = "") {
      let below = root == "." ? name : Path.relative(name, to: root) ?? name
      tree.add(Self.visible(below) + mark)
    }
    try walk.run { entry in
      switch entry {
      case .folder(_, let name): add(name, "/")
      case .file(_, let name): add(name)
      case .skipped(let name, let reason): add(name, " (\(reason))")
      case .failed(let name, _): add(name, "/ (not readable)")
      }
    }
    let text = tree.text(root: Self.visible(root))
    let document = DocumentRun(
      output, path: root, mediaType: .plainText, title: heading(root, wanted: request.operands.count > 1))
    try document.add(.code(text, language: nil), title: nil)
    try document.end(digest: nil, metadata: [])
  }

  // MARK: - Files

  private func extractFile(_ path: String, shown: String, isInFolder: Bool) throws {
    let source = try Source.open(
      path, name: shown, limits: limits, hashing: output.wantsRecords, cancellation: cancellation,
      namedPipes: request.readsNamedPipes && !isInFolder)
    try extract(source, shown: shown, isInFolder: isInFolder)
  }

  private func extract(_ source: Source, shown: String, isInFolder: Bool) throws {
    let budget = Budget(limits, cancellation: cancellation)
    let type = try request.options.mediaType ?? Sniffer.mediaType(of: source, budget: budget)
    guard let format = Format.reading(type) else {
      if isInFolder { return try output.notice("\(shown): skipped, \(Self.name(of: type))", code: "skipped") }
      throw AgentError(
        .badData, "\(Self.name(of: type)) cannot be read", hint: "'agent-extract --formats' lists what can")
    }
    if isInFolder, format.isText, let size = source.size, size > limits.folderTextBytes {
      return try output.notice(
        "\(shown): skipped, larger than \(limits.folderTextBytes) bytes", code: "skipped")
    }
    let fence = isSeveral && SourceCodeReader.mediaTypes.contains(type) ? FileName.language(shown) ?? "" : nil
    let document = DocumentRun(
      output, path: shown, mediaType: type, title: heading(shown, wanted: isSeveral))
    let context = ReadingContext(
      options: request.options, budget: budget, environment: environment, fence: fence,
      notice: { try? self.output.notice("\(shown): \($0)", code: "note") },
      sink: { try document.add($0, title: $1) })
    do {
      try format.makeReader().read(source, in: context)
    } catch is TokenLimitReached {
      try document.end(digest: source.digest(budget), metadata: context.metadata + [("truncated", "true")])
      throw TokenLimitReached()
    } catch {
      try document.abandon()
      throw error
    }
    try document.end(digest: source.digest(budget), metadata: context.metadata)
  }

  /// The line under which a document of several stands.
  private func heading(_ shown: String, wanted: Bool) -> String? {
    guard wanted else { return nil }
    return (request.style == .text ? "" : "# ") + Self.visible(shown)
  }

  private static func name(of type: MediaType) -> String {
    type == .binary ? "binary data" : "a file of type \(type)"
  }

  /// A path in one line.
  private static func visible(_ path: String) -> String {
    ControlCharacters.removed(from: SystemText.readable(String(path.map { $0.isNewline ? "?" : $0 })))
  }
}

extension Format {
  /// Whether its files are text, of which a folder's largest are as a rule no reading matter.
  fileprivate var isText: Bool { program == nil && name != "docx" && name != "html" }
}
