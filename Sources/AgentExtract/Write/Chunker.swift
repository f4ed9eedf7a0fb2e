import AgentCore
/// A part of a document as a record holds it: `output[start..<start + text bytes]` is its text.
struct Chunk: Equatable {
  var text: String
  /// Bytes from the beginning of the run's Markdown output.
  var start: Int
  var page: Int?
  /// The titles of the sections it lies in, outermost first.
  var headings: [String]
  var kind: Piece.Kind

  var end: Int { start + text.utf8.count }
}

/// Cuts a document's output into chunks: at pages, at headings where a size in tokens is asked for, and else
/// where the largest pieces end; never above the limits.
struct Chunker {
  /// What a record holds at most, so that its line stays below 1 MiB with every byte escaped.
  static let byteLimit = 400_000

  private let tokenLimit: Int?
  private let overlap: Int
  private var open: Chunk?
  private var openTokens = 0
  private var openIsHeading = false
  /// Bytes at the beginning of the open chunk that are the end of the one before it.
  private var openLead = 0
  private var path: [Heading] = []
  /// The output just before the place that was reached, for overlaps.
  private var recent = ""

  init(tokens: Int?, overlap: Int) {
    tokenLimit = tokens
    self.overlap = tokens == nil ? 0 : overlap
  }

  /// Takes the piece whose gap begins at `offset`, and returns the chunks that are complete now.
  mutating func add(_ piece: Piece, at offset: Int) -> [Chunk] {
    if piece.kind == .frame {
      recent = ""
      return close()
    }
    var done: [Chunk] = []
    if let heading = piece.heading {
      path.removeAll { $0.level >= heading.level }
      path.append(heading)
      // Sections do not share a chunk, but a title stands with the subtitle that follows it at once.
      if tokenLimit != nil, !openIsHeading { done += close() }
    }
    if let open, open.page != piece.page { done += close() }
    let tokens = TokenEstimate.tokens(in: piece.text)
    if open != nil, !fits(piece, tokens) { done += close() }
    var rest = piece
    var start = offset
    for (index, slice) in TextSplitter.slices(of: piece.text).enumerated() {
      rest.text = slice
      append(rest, index == 0 && slice.utf8.count == piece.text.utf8.count ? tokens : nil, at: start)
      while let part = splitOversize() { done.append(part) }
      start += rest.gap.utf8.count + slice.utf8.count
      rest.gap = ""
    }
    return done
  }

  mutating func finish() -> [Chunk] { close() }

  private var limit: Int { tokenLimit.map { max(1, $0 - overlap) } ?? Int.max }

  private func fits(_ piece: Piece, _ tokens: Int) -> Bool {
    let bytes = (open?.text.utf8.count ?? 0) + piece.gap.utf8.count + piece.text.utf8.count
    return bytes <= Self.byteLimit && openTokens + tokens + 1 <= tokenLimit ?? Int.max
  }

  /// - Parameter tokens: those of the piece where they are known.
  private mutating func append(_ piece: Piece, _ tokens: Int?, at offset: Int) {
    let tokens = tokens ?? TokenEstimate.tokens(in: piece.text)
    let gapLength = piece.gap.utf8.count
    if var chunk = open {
      chunk.text += piece.gap + piece.text
      if openIsHeading {
        chunk.headings = path.map(\.title)
        if piece.kind != .heading { chunk.kind = piece.kind }
      } else if chunk.kind != piece.kind {
        chunk.kind = .text
      }
      open = chunk
      openTokens += tokens + (gapLength > 0 ? 1 : 0)
      openIsHeading = openIsHeading && piece.kind == .heading
      remember(piece.gap)
    } else {
      remember(piece.gap)
      start(piece.text, tokens, at: offset + gapLength, page: piece.page, kind: piece.kind)
      openIsHeading = piece.kind == .heading
    }
    remember(piece.text)
  }

  /// Opens a chunk, with the end of the one before it where an overlap is asked for.
  private mutating func start(_ text: String, _ tokens: Int, at offset: Int, page: Int?, kind: Piece.Kind) {
    let lead = overlap > 0 ? TextSplitter.suffix(of: recent, tokens: overlap) : ""
    open = Chunk(
      text: lead + text, start: offset - lead.utf8.count, page: page, headings: path.map(\.title), kind: kind)
    openTokens = tokens + (lead.isEmpty ? 0 : overlap)
    openLead = lead.utf8.count
  }

  private mutating func remember(_ text: String) {
    guard overlap > 0 else { return }
    recent += text
    let keep = overlap * 16
    if recent.utf8.count > 4 * keep { recent = String(decoding: recent.utf8.suffix(2 * keep), as: UTF8.self) }
  }

  /// Cuts the first part off a chunk that is over a limit; nil when it is not.
  private mutating func splitOversize() -> Chunk? {
    guard var chunk = open, openTokens > tokenLimit ?? Int.max || chunk.text.utf8.count > Self.byteLimit
    else {
      return nil
    }
    // What was estimated piece by piece may be less as a whole.
    if chunk.text.utf8.count <= Self.byteLimit, let tokenLimit {
      let exact = tokens(in: chunk.text)
      if exact <= tokenLimit {
        openTokens = exact
        return nil
      }
    }
    let cut = TextSplitter.cut(chunk.text, tokens: tokenLimit ?? Int.max, bytes: Self.byteLimit)
    if cut <= openLead {
      // A word too long to stand beside the overlap: it goes without.
      chunk.text = String(chunk.text.utf8.dropFirst(openLead)) ?? ""
      chunk.start += openLead
      open = chunk
      openLead = 0
      openTokens = self.tokens(in: chunk.text)
      return splitOversize()
    }
    let head = String(chunk.text.utf8.prefix(cut)) ?? ""
    let tail = String(chunk.text.utf8.dropFirst(cut)) ?? ""
    let rest = String(tail.drop { $0.isNewline })
    let first = trimmedEnd(
      Chunk(
        text: head, start: chunk.start, page: chunk.page, headings: chunk.headings, kind: chunk.kind))
    let restStart = chunk.end - rest.utf8.count
    if rest.isEmpty {
      open = nil
      return first
    }
    let lead = overlap > 0 ? TextSplitter.suffix(of: head, tokens: min(overlap, limit / 2)) : ""
    let bridge = lead.isEmpty ? "" : String(tail.prefix { $0.isNewline })
    chunk.text = lead + bridge + rest
    chunk.start = restStart - lead.utf8.count - bridge.utf8.count
    open = chunk
    openLead = lead.utf8.count + bridge.utf8.count
    openTokens = self.tokens(in: chunk.text)
    return first
  }

  /// The tokens of a text as far as they matter: one that is certainly over the limit is not counted.
  private func tokens(in text: String) -> Int {
    if let tokenLimit, text.utf8.count > TextSplitter.window(tokens: tokenLimit) { return tokenLimit + 1 }
    return TokenEstimate.tokens(in: text)
  }

  private mutating func close() -> [Chunk] {
    defer {
      open = nil
      openTokens = 0
      openIsHeading = false
    }
    return open.map { [trimmedEnd($0)] } ?? []
  }

  private func trimmedEnd(_ chunk: Chunk) -> Chunk {
    var chunk = chunk
    while chunk.text.utf8.last == 0x0a { chunk.text.removeLast() }
    return chunk
  }
}
