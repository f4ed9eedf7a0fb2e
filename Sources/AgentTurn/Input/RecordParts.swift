import AgentCore
import AgentJSON

/// Gathers records from a pipe into parts of a message: documents are put together from their parts, the
/// rest goes one by one.
struct RecordParts {
  /// The record with which the other side ended, when that was an error.
  private(set) var failure: (code: ErrorCode, message: String)?
  private(set) var skipped: Set<String> = []

  private enum Entry {
    case document(id: String)
    case part(JSON)
  }

  private struct Document {
    var text: [UInt8] = []
    var end: Int?
    var attributes: [(String, String)] = []
  }

  private var entries: [Entry] = []
  private var documents: [String: Document] = [:]

  /// - Returns: false when the record is of no use here.
  mutating func take(_ record: JSON) -> Bool {
    let type = record["type"]?.string ?? ""
    failure = nil
    switch type {
    case "document": takeDocument(record)
    case "memory":
      add(.memory, record, ["id", "title", "source"], text: record["text"]?.string)
    case "todo":
      add(.todo, record, ["plan", "state"], text: record["title"]?.string)
    case "turn": addText(record["text"]?.string)
    case "item.completed":
      guard record["item"]?["type"]?.string == "agent_message" else { return true }
      addText(record["item"]?["text"]?.string)
    case "error": failure = Self.failure(record["code"], record["message"])
    case "turn.failed": failure = Self.failure(record["error"]?["code"], record["error"]?["message"])
    default:
      if EventType(rawValue: type) != nil { return true }
      skipped.insert(type.isEmpty ? "(no type)" : type)
      return false
    }
    return true
  }

  /// All parts, in the order in which each began.
  func finish() -> [JSON] {
    entries.compactMap { entry in
      switch entry {
      case .part(let part): return part
      case .document(let id):
        guard let document = documents[id] else { return nil }
        return InputItem.document(
          String(decoding: document.text, as: UTF8.self), attributes: document.attributes)
      }
    }
  }

  /// Adds a part of a document. Where parts overlap (`--overlap`) the text is taken once; where bytes were
  /// left out between them a blank line stands.
  private mutating func takeDocument(_ record: JSON) {
    let id = record["doc"]?.string ?? record["doc"]?.text ?? ""
    var text = Array((record["text"]?.string ?? "").utf8)
    var document = documents[id] ?? Document()
    if documents[id] == nil {
      entries.append(.document(id: id))
      // What agent-session search finds says in which session, and who said it when.
      for name in ["path", "url", "title", "session", "turn", "role", "created"] {
        guard let value = record[name], let text = value.string ?? value.int.map(String.init) else {
          continue
        }
        document.attributes.append((name, text))
      }
    } else if let start = record["start"]?.int, let end = document.end, start >= 0, start <= end {
      text.removeFirst(min(end - start, text.count))
    } else {
      document.text.append(contentsOf: Array("\n\n".utf8))
    }
    document.text.append(contentsOf: text)
    document.end = record["end"]?.int
    documents[id] = document
  }

  private mutating func add(_ element: DataElement.Name, _ record: JSON, _ names: [String], text: String?) {
    guard let text else { return }
    let attributes = names.compactMap { name in record[name]?.string.map { (name, $0) } }
    entries.append(.part(InputItem.text(DataElement.text(element, attributes: attributes, text))))
  }

  private mutating func addText(_ text: String?) {
    if let text, !text.isEmpty { entries.append(.part(InputItem.text(text))) }
  }

  private static func failure(_ code: JSON?, _ message: JSON?) -> (ErrorCode, String) {
    let known = code?.string.flatMap(ErrorCode.init(rawValue:)) ?? .badData
    return (known, message?.string ?? "no message")
  }
}
