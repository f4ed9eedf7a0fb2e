import AgentCore
public import AgentJSON

/// How documents are written.
public enum OutputStyle: Sendable, Equatable {
  case markdown
  case text
  /// `document` records, cut at `tokens` where that is given, each beginning with the last `overlap` tokens of
  /// the one before it.
  case records(tokens: Int?, overlap: Int)
}

/// Where output goes.
public struct OutputSinks {
  public var text: (String) throws -> Void
  public var record: (JSON) throws -> Void
  /// One line for the user on something that was left out.
  public var notice: (String) -> Void

  public init(
    text: @escaping (String) throws -> Void, record: @escaping (JSON) throws -> Void,
    notice: @escaping (String) -> Void
  ) {
    self.text = text
    self.record = record
    self.notice = notice
  }
}

/// Thrown when the token limit of the run is reached: what came before is the whole output.
struct TokenLimitReached: Error {}

/// The output of a run over all its documents. Offsets count the Markdown of the run, also where only records
/// are written.
final class ExtractOutput {
  private let style: OutputStyle
  private let tables: ExtractOptions.TableStyle
  private let sinks: OutputSinks
  private var tokensLeft: Int?
  /// Bytes of Markdown so far.
  private(set) var offset = 0

  init(style: OutputStyle, tables: ExtractOptions.TableStyle, maxTokens: Int?, sinks: OutputSinks) {
    self.style = style
    self.tables = tables
    self.sinks = sinks
    tokensLeft = maxTokens
  }

  var wantsRecords: Bool { if case .records = style { true } else { false } }

  func assembler() -> DocumentAssembler {
    style == .text
      ? DocumentAssembler(PlainTextRenderer()) : DocumentAssembler(MarkdownRenderer(tables: tables))
  }

  func chunker() -> Chunker {
    if case .records(let tokens, let overlap) = style { return Chunker(tokens: tokens, overlap: overlap) }
    return Chunker(tokens: nil, overlap: 0)
  }

  /// The line under which a document of several stands.
  func beginDocument(_ title: String) throws {
    try write((offset > 0 ? "\n" : "") + title + "\n\n")
  }

  /// Writes a piece and counts it.
  /// - Returns: the piece as it was written, cut where the token limit is, and the offset of its gap.
  func write(_ piece: Piece) throws -> (piece: Piece, offset: Int, isLast: Bool) {
    let start = offset
    var piece = piece
    var isLast = false
    if let left = tokensLeft, piece.kind != .frame {
      let tokens = TokenEstimate.tokens(in: piece.text)
      if tokens > left {
        isLast = true
        let cut = left == 0 ? 0 : TextSplitter.cut(piece.text, tokens: left, bytes: Int.max)
        piece.text = String(piece.text.utf8.prefix(cut)) ?? ""
        if piece.text.isEmpty { piece.gap = "" }
      }
      tokensLeft = max(0, left - tokens)
    }
    try write(piece.gap + piece.text)
    return (piece, start, isLast)
  }

  func record(_ record: JSON) throws { try sinks.record(record) }

  /// Tells of something that is not in the output: a line for a person, a record for a program.
  func notice(_ message: String, code: String) throws {
    sinks.notice(message)
    if wantsRecords {
      let record: JSON = [
        "type": "notice", "v": 1, "level": "info", "code": .string(code), "message": .string(message),
      ]
      try sinks.record(record)
    }
  }

  private func write(_ text: String) throws {
    offset += text.utf8.count
    if !wantsRecords { try sinks.text(text) }
  }
}
