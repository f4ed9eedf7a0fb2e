import AgentCore
import AgentJSON

/// Makes `document` records of chunks. One is held back, since the last of a document says so.
struct RecordWriter {
  private let path: String
  private let mediaType: MediaType
  private var held: Chunk?
  private var part = 0
  private var title: String?

  init(path: String, mediaType: MediaType) {
    self.path = path
    self.mediaType = mediaType
  }

  /// - Returns: the record that is known not to be the last.
  mutating func add(_ chunk: Chunk, title: String?) -> JSON? {
    self.title = title ?? self.title
    let ready = held.map { record($0, closing: nil) }
    held = chunk
    return ready
  }

  /// The last record; a document without text has one with none.
  mutating func finish(at offset: Int, digest: String?, metadata: [(key: String, value: String)]) -> JSON {
    let last = held ?? Chunk(text: "", start: offset, page: nil, headings: [], kind: .text)
    held = nil
    return record(last, closing: (digest, metadata))
  }

  /// What is held back of a document whose reading failed.
  mutating func abandon() -> JSON? {
    defer { held = nil }
    return held.map { record($0, closing: nil) }
  }

  /// Most bytes of a title, a heading or an entry of the metadata: what a document calls a title may be its
  /// whole text, and a record is a line below 1 MiB.
  private static let labelLimit = 1000

  private static func shortened(_ label: String) -> String {
    if label.utf8.count <= labelLimit { return label }
    let cut = TextSplitter.cut(label, tokens: .max, bytes: labelLimit)
    return String(decoding: label.utf8.prefix(cut), as: UTF8.self) + "…"
  }

  private mutating func record(
    _ chunk: Chunk, closing: (digest: String?, metadata: [(key: String, value: String)])?
  ) -> JSON {
    part += 1
    var members: JSONObject = [
      "text": .string(chunk.text), "doc": .string(path), "part": .int(part), "path": .string(path),
      "media_type": .string(mediaType.name),
    ]
    members.append("title", ifPresent: title.map { .string(Self.shortened($0)) })
    members.append("page", ifPresent: chunk.page.map(JSON.int))
    if !chunk.headings.isEmpty {
      members.append("headings", .array(chunk.headings.map { .string(Self.shortened($0)) }))
    }
    members.append("kind", .string(chunk.kind.rawValue))
    members.append("start", .int(chunk.start))
    members.append("end", .int(chunk.end))
    members.append("tokens", .int(TokenEstimate.tokens(in: chunk.text)))
    if let closing {
      if !closing.metadata.isEmpty {
        let entries = closing.metadata.map {
          JSONObject.Member(key: $0.key, value: .string(Self.shortened($0.value)))
        }
        members.append("meta", .object(JSONObject(entries)))
      }
      members.append("parts", .int(part))
      members.append("sha256", ifPresent: closing.digest.map(JSON.string))
    }
    return Record.make(.document, members)
  }
}
