public import AgentCore
public import AgentJSON

/// What came on standard input or from agent-extract, as parts of a message. Pure.
public struct PipedInput: Sendable, Equatable {
  public enum Mode: String, Sendable, CaseIterable {
    case text, ndjson, auto
  }

  /// Parts in the order they came.
  public var parts: [JSON] = []
  /// The text, when the input was text: it is the prompt when there is no other.
  public var text: String?
  public var notices: [Event] = []

  /// - Parameters:
  ///   - strict: a record of a type that is of no use here is an error (65).
  ///   - allowPartial: an upstream that ended with an error record is no reason to stop.
  public init(_ bytes: [UInt8], mode: Mode, strict: Bool = false, allowPartial: Bool = false)
    throws(AgentError)
  {
    if bytes.isEmpty {
      notices.append(.notice("empty_input", "standard input was empty"))
      return
    }
    var reader = LineReader()
    reader.append(bytes)
    let isRecords: Bool
    switch mode {
    case .text: isRecords = false
    case .ndjson: isRecords = true
    case .auto:
      var first = reader
      let line = try? first.next() ?? first.finish()
      isRecords = line.map { Record.isRecognised($0.bytes) } ?? false
    }
    if !isRecords {
      text = String(validating: bytes, as: UTF8.self)
      if text == nil {
        text = String(decoding: bytes, as: UTF8.self)
        notices.append(
          .notice("invalid_utf8", "standard input is not valid UTF-8; what could not be read was replaced"))
      }
      return
    }
    try readRecords(&reader, strict: strict, allowPartial: allowPartial)
  }

  private mutating func readRecords(_ reader: inout LineReader, strict: Bool, allowPartial: Bool)
    throws(AgentError)
  {
    var records = RecordParts()
    while let (record, line) = try Self.nextRecord(&reader) {
      if ["document", "memory"].contains(record["type"]?.string), record["text"]?.string == nil {
        throw AgentError(
          .badData, "a \(record["type"]?.string ?? "") record without a text",
          object: "standard input, line \(line)")
      }
      if !records.take(record), strict {
        let type = record["type"]?.string.map { "'\($0)'" } ?? "without a type"
        throw AgentError(
          .badData, "a record \(type) is of no use here", object: "standard input, line \(line)")
      }
    }
    if let failure = records.failure, !allowPartial {
      throw AgentError(
        failure.code, "the command before ended with an error: \(failure.message)", object: "standard input",
        hint: "--allow-partial goes on with what came", exit: .partial)
    }
    if !records.skipped.isEmpty {
      let types = records.skipped.sorted().joined(separator: ", ")
      notices.append(
        .notice("records_skipped", "passed over records of no use here: \(types)", level: "info"))
    }
    parts = records.finish()
    if parts.isEmpty { notices.append(.notice("empty_input", "standard input held nothing to use")) }
  }

  private static func nextRecord(_ reader: inout LineReader) throws(AgentError) -> (JSON, Int)? {
    let line: LineReader.Line
    do throws(JSONError) {
      var next = try reader.next()
      if next == nil { next = try reader.finish() }
      guard let next else { return nil }
      line = next
    } catch {
      throw AgentError(.badData, "\(error)", object: "standard input")
    }
    do throws(JSONError) {
      let value = try JSON(parsing: line.bytes)
      if value.object == nil { throw JSONError(.unexpectedByte(line.bytes.first ?? 0), at: 0) }
      return (value, line.number)
    } catch {
      throw AgentError(
        .badData, "not NDJSON: \(JSONError(error.kind, at: line.offset + error.offset))",
        object: "standard input, line \(line.number)")
    }
  }
}
