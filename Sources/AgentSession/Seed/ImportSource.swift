public import AgentCore
public import AgentJSON

/// What a file that is to be imported holds, read and checked before anything is written.
public enum ImportSource: Sendable {
  /// The messages of codex-agent-framework.
  case messages([JSON])
  /// A log with at least one sound record, in a format that we know.
  case log([LogRecord])

  /// - Parameter name: what the contents came from, for messages.
  /// - Throws: 65 when it is neither, 78 for a log of a newer format.
  public init(_ contents: [UInt8], name: String) throws(AgentError) {
    // Editors on other systems put a mark at the beginning.
    let bytes = contents.starts(with: [0xef, 0xbb, 0xbf]) ? Array(contents.dropFirst(3)) : contents
    switch bytes.first(where: { ![0x20, 0x0a, 0x0d, 0x09].contains($0) }) {
    case UInt8(ascii: "["): self = .messages(try Self.readMessages(bytes, name))
    case UInt8(ascii: "{"): self = .log(try Self.readRecords(bytes, name))
    default:
      throw AgentError(
        .badData, "neither a session log nor a JSON array of messages", object: name)
    }
  }

  static func readMessages(_ bytes: [UInt8], _ name: String) throws(AgentError) -> [JSON] {
    let value: JSON
    do throws(JSONError) {
      value = try JSON(parsing: bytes)
    } catch {
      throw AgentError(.badData, "invalid JSON: \(error)", object: name)
    }
    guard SeedImport.accepts(value), let messages = value.array else {
      throw AgentError(.badData, "not an array of messages with a type", object: name)
    }
    for (index, message) in messages.enumerated() {
      guard let content = message["content"], !content.isNull, content.string == nil, content.array == nil
      else { continue }
      throw AgentError(
        .badData, "message \(index + 1): the content is neither text nor a list of parts", object: name)
    }
    return messages
  }

  private static func readRecords(_ bytes: [UInt8], _ name: String) throws(AgentError) -> [LogRecord] {
    var records: [LogRecord] = []
    var start = 0
    for end in bytes.indices where bytes[end] == 0x0a || end == bytes.count - 1 {
      let line = start..<(bytes[end] == 0x0a ? end : end + 1)
      records += LogRecord.records(in: bytes, line, number: nil, offset: start)
      start = end + 1
    }
    for record in records { try record.checkVersion(name) }
    if records.contains(where: \.isSound) { return records }
    let isWrapped = (try? JSON(parsing: bytes))?["messages"]?.array != nil
    throw AgentError(
      .badData, "no line with a right checksum", object: name,
      hint: isWrapped ? "import the array in it: 'jq .messages'" : nil)
  }
}
