import AgentJSON

/// One document on its way out: blocks in, text or records out.
final class DocumentRun {
  private let output: ExtractOutput
  private var assembler: DocumentAssembler
  private var chunker: Chunker
  private var records: RecordWriter
  private var frame: String?
  private var firstTitle: String?

  /// - Parameter title: what stands before the document where there are several; written with its first
  ///   block, so that a document which fails at once leaves nothing behind.
  init(_ output: ExtractOutput, path: String, mediaType: MediaType, title: String?) {
    self.output = output
    assembler = output.assembler()
    chunker = output.chunker()
    records = RecordWriter(path: path, mediaType: mediaType)
    frame = title
  }

  /// - Parameter title: the document's own, where it is known by now; else its first heading is taken.
  func add(_ block: Block, title: String?) throws {
    for piece in assembler.pieces(for: block) {
      try writeFrame()
      let written = try output.write(piece)
      if firstTitle == nil, let heading = piece.heading, heading.level == 1 { firstTitle = heading.title }
      if output.wantsRecords {
        try send(chunker.add(written.piece, at: written.offset), title: title)
      }
      if written.isLast { throw TokenLimitReached() }
    }
  }

  func end(digest: String?, metadata: [(key: String, value: String)]) throws {
    try writeFrame()
    if let piece = assembler.end() {
      let written = try output.write(piece)
      if output.wantsRecords { try send(chunker.add(written.piece, at: written.offset), title: nil) }
    }
    guard output.wantsRecords else { return }
    try send(chunker.finish(), title: nil)
    try output.record(records.finish(at: output.offset, digest: digest, metadata: metadata))
  }

  /// Writes what was read before the failure.
  func abandon() throws {
    if let piece = assembler.end() { _ = try output.write(piece) }
    guard output.wantsRecords else { return }
    try send(chunker.finish(), title: nil)
    if let last = records.abandon() { try output.record(last) }
  }

  private func send(_ chunks: [Chunk], title: String?) throws {
    for chunk in chunks where !chunk.text.isEmpty {
      if let record = records.add(chunk, title: title ?? firstTitle) { try output.record(record) }
    }
  }

  private func writeFrame() throws {
    guard let title = frame else { return }
    frame = nil
    try output.beginDocument(title)
  }
}
