public import AgentCore
import CSQLite

/// Cuts text into the terms of the index: SQLite's own `porter unicode61 remove_diacritics 2`, called without
/// a table around it. Runs of scripts that write no spaces become overlapping pairs of letters.
public final class Tokenizer {
  private var methods = fts5_tokenizer()
  private var instance: OpaquePointer?

  /// Longest term, in bytes.
  static let termLimit = 64

  public init(_ database: Database) throws(AgentError) {
    let api = try Self.interface(database)
    var context: UnsafeMutableRawPointer?
    guard let find = api.pointee.xFindTokenizer, find(api, "porter", &context, &methods) == SQLITE_OK,
      let create = methods.xCreate
    else { throw AgentError(.internalError, "SQLite has no tokenizer 'porter'", object: database.path) }
    var made: OpaquePointer?
    let arguments = ["unicode61", "remove_diacritics", "2"]
    let code = Self.withStrings(arguments) { create(context, $0, Int32(arguments.count), &made) }
    guard code == SQLITE_OK, let made else {
      throw AgentError(.internalError, "cannot make a tokenizer (SQLite \(code))", object: database.path)
    }
    instance = made
  }

  deinit { methods.xDelete?(instance) }

  private static func interface(_ database: Database) throws(AgentError) -> UnsafeMutablePointer<fts5_api> {
    var statement: OpaquePointer?
    var api: UnsafeMutablePointer<fts5_api>?
    defer { sqlite3_finalize(statement) }
    guard sqlite3_prepare_v2(database.handle, "SELECT fts5(?1)", -1, &statement, nil) == SQLITE_OK,
      withUnsafeMutablePointer(to: &api, { sqlite3_bind_pointer(statement, 1, $0, "fts5_api_ptr", nil) })
        == SQLITE_OK, sqlite3_step(statement) == SQLITE_ROW
    else {
      throw AgentError(
        .missingTool, "SQLite was built without full-text search (FTS5)", object: database.path)
    }
    guard let api else {
      throw AgentError(
        .missingTool, "SQLite was built without full-text search (FTS5)", object: database.path)
    }
    return api
  }

  private static func withStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { text in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count + 1)
      for (index, byte) in text.utf8.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[text.utf8.count] = 0
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    var pointers: [UnsafePointer<CChar>?] = copies.map { UnsafePointer($0) }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      // An array of three is never empty.
      buffer.baseAddress.map(body)!
    }
  }

  /// A term and where it stood, in bytes of the text.
  public struct Token: Sendable, Equatable {
    public let term: String
    public let start: Int
    public let end: Int
  }

  /// Whether a word says nothing of what a question is about.
  public func isStopWord(_ word: String) -> Bool { StopWords.contains(word[...]) }

  /// Terms in the order of the text.
  public func tokens(of text: String) -> [Token] {
    var found: [Token] = []
    each(of: text) { bytes, start, end in
      found.append(Token(term: String(decoding: bytes, as: UTF8.self), start: start, end: end))
    }
    return found
  }

  /// Calls `body` with the bytes of each term.
  func each(of text: String, _ body: (UnsafeRawBufferPointer, Int, Int) -> Void) {
    var text = text
    withoutActuallyEscaping(body) { body in
      var sink = Sink(body: body)
      text.withUTF8 { bytes in
        guard let base = bytes.baseAddress, let tokenize = methods.xTokenize else { return }
        withUnsafeMutablePointer(to: &sink) { sink in
          _ = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { characters in
            tokenize(
              instance, sink, Int32(FTS5_TOKENIZE_DOCUMENT), characters, Int32(clamping: bytes.count),
              { context, _, token, count, start, end in
                guard let context, let token else { return SQLITE_OK }
                let sink = context.assumingMemoryBound(to: Sink.self)
                let term = UnsafeRawBufferPointer(start: token, count: Int(count))
                sink.pointee.take(term, Int(start), Int(end))
                return SQLITE_OK
              })
          }
        }
      }
    }
  }

  private struct Sink {
    let body: (UnsafeRawBufferPointer, Int, Int) -> Void

    func take(_ term: UnsafeRawBufferPointer, _ start: Int, _ end: Int) {
      if term.count >= 6, Pairs.areNeeded(term) {
        Pairs.each(term) { body($0, start, end) }
      } else {
        body(UnsafeRawBufferPointer(rebasing: term.prefix(Tokenizer.termLimit)), start, end)
      }
    }
  }

  /// Chinese, Japanese and Korean: a run of letters is no word, and pairs of them find what a reader looks
  /// for.
  private enum Pairs {
    /// All letters take three bytes from U+3040 on: kana, ideographs, hangul.
    static func areNeeded(_ term: UnsafeRawBufferPointer) -> Bool {
      var index = 0
      while index < term.count {
        guard index + 2 < term.count, (0xe3...0xed).contains(term[index]) else { return false }
        if term[index] == 0xe3, term[index + 1] < 0x81 { return false }
        index += 3
      }
      return true
    }

    static func each(_ term: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
      for start in stride(from: 0, through: term.count - 6, by: 3) {
        body(UnsafeRawBufferPointer(rebasing: term[start..<start + 6]))
      }
    }
  }
}
