import AgentCore
import AgentJSON
import AgentSystem

/// Standard input, as lines or as a whole.
final class InputStream {
  private var lines = LineReader(limit: 2 << 20)
  private var first: LineReader.Line?
  private var isOver = false
  /// What was read to look at the first line.
  private var head: [UInt8] = []

  private static let limit = 1 << 30

  /// Whether the first line is a record; where `plain`, any object with a text is one.
  func looksLikeRecords(plain: Bool) throws -> Bool {
    first = try nextLine(keeping: true)
    guard let first else { return plain }
    if Record.isRecognised(first.bytes) { return true }
    return plain && (try? JSON(parsing: first.bytes))?["text"]?.string != nil
  }

  func next() throws -> LineReader.Line? {
    if let line = first {
      first = nil
      return line
    }
    return try nextLine(keeping: false)
  }

  func text() throws(AgentError) -> String {
    do {
      var bytes = head
      if !isOver {
        bytes += try IO.readToEnd(0, limit: MemoryTextLimit.whole, of: "standard input")
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw AgentError(.badData, "is not UTF-8", object: "standard input")
      }
      return text
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  func parse(_ line: LineReader.Line) throws(AgentError) -> JSON {
    do throws(JSONError) {
      return try JSON(parsing: line.bytes)
    } catch {
      throw AgentError(
        .badData, "invalid JSON: \(error)", object: "standard input: line \(line.number), byte \(line.offset)"
      )
    }
  }

  func located(_ error: AgentError, _ line: LineReader.Line) -> AgentError {
    AgentError(
      error.code, error.message, object: "standard input: line \(line.number), byte \(line.offset)",
      hint: error.hint)
  }

  private func nextLine(keeping: Bool) throws -> LineReader.Line? {
    do {
      while true {
        if let line = try lines.next() { return line }
        if isOver { return try lines.finish() }
        let chunk = try IO.read(0, upTo: 1 << 20, of: "standard input")
        if chunk.isEmpty { isOver = true }
        if keeping { head += chunk }
        lines.append(chunk)
      }
    } catch let error as JSONError {
      throw AgentError(.badData, "\(error)", object: "standard input")
    }
  }
}

/// How much text is taken at once.
enum MemoryTextLimit {
  static let whole = 1 << 20
}
