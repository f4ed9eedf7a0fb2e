import AgentSystem

/// A format that agent-extract reads: what `--formats` prints, and where its reader comes from. The one place
/// where a format is added.
public struct Format: Sendable {
  public let name: String
  public let mediaTypes: [MediaType]
  /// A program it needs, and the Debian package that has it.
  public let program: String?
  public let package: String?
  let makeReader: @Sendable () -> any DocumentReader

  private init<Reader: DocumentReader>(
    _ name: String, _ reader: Reader.Type, program: String? = nil, package: String? = nil,
    _ makeReader: @escaping @Sendable () -> any DocumentReader
  ) {
    self.name = name
    mediaTypes = reader.mediaTypes
    self.program = program
    self.package = package
    self.makeReader = makeReader
  }

  /// Whether what it needs is there.
  public func isReady(environment: [String: String]) -> Bool {
    program.map { ChildProcess.find($0, path: environment["PATH"]) != nil } ?? true
  }

  public static let all = [
    Format("text", PlainTextReader.self) { PlainTextReader() },
    Format("markdown", MarkdownReader.self) { MarkdownReader() },
    Format("source", SourceCodeReader.self) { SourceCodeReader() },
    Format("csv", DelimitedReader.self) { DelimitedReader() },
    Format("html", HTMLReader.self) { HTMLReader() },
    Format("docx", DOCXReader.self) { DOCXReader() },
    Format("pdf", PDFReader.self, program: PDFReader.program, package: PDFReader.package) { PDFReader() },
  ]

  static func reading(_ type: MediaType) -> Format? {
    // Any other text is still text.
    all.first { $0.mediaTypes.contains(type) } ?? (type.name.hasPrefix("text/") ? all[0] : nil)
  }
}
