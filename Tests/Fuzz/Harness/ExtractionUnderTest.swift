@testable import AgentExtract
import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// Reads one input through the whole of extraction, as Markdown, as text and as records, and compares these.
///
/// The first byte of an input chooses the options, so that one seed exercises them all.
struct ExtractionUnderTest {
  private let choice: UInt8
  private let types: [MediaType]

  init(_ choice: UInt8, _ type: MediaType...) {
    self.choice = choice
    types = type
  }

  func check(_ bytes: [UInt8]) {
    let path = "\(ScratchFolder.path)/input"
    ScratchFolder.write(bytes, to: path)
    let markdown = run(path, .markdown)
    for text in [markdown.text, run(path, .text).text] {
      require(ControlCharacters.removed(from: text) == text, "no control character comes out")
    }
    checkRecords(run(path, .records(tokens: nil, overlap: 0)), markdown, overlaps: false)
    let tokens = 1 + Int(choice >> 5) * 11
    checkRecords(run(path, .records(tokens: tokens, overlap: 0)), markdown, overlaps: false)
    checkRecords(run(path, .records(tokens: tokens, overlap: tokens / 2)), markdown, overlaps: true)
    let cut = run(path, .markdown, maxTokens: tokens)
    if markdown.failure == nil, cut.failure == nil {
      let body = cut.text.utf8.reversed().drop { $0 == 0x0a }.reversed()
      require(markdown.text.utf8.starts(with: body), "cut output is the beginning of the whole")
    }
  }

  private struct Output {
    var text = ""
    var records: [JSON] = []
    var failure: ErrorCode?
  }

  private func run(_ path: String, _ style: OutputStyle, maxTokens: Int? = nil) -> Output {
    var request = Extraction.Request(operands: [path])
    request.style = style
    request.maxTokens = maxTokens
    request.options.mediaType = types.isEmpty ? nil : types[Int(choice) % types.count]
    request.options.mainContent = choice & 4 != 0
    request.options.tables = ExtractOptions.TableStyle.allCases[Int(choice >> 3) % 3]
    if choice & 2 != 0 { request.options.include = Set(ExtractOptions.Part.allCases) }
    request.options.limits.inflatedBytes = 8 << 20
    request.options.limits.ratioFloor = 1 << 20
    var output = Output()
    let extraction = Extraction(
      request, environment: [:], workingDirectory: ScratchFolder.path,
      sinks: OutputSinks(
        text: { output.text += $0 }, record: { output.records.append($0) }, notice: { _ in }),
      reportFailure: { output.failure = $0.code })
    do {
      try extraction.run()
    } catch {
      let error = AgentError(wrapping: error)
      // A program that is not there is a fault of the machine, and a helper is not run here.
      require(error.code != .internalError && error.code != .io, "an error is one of the input: \(error)")
      require(error.code != .deadline, "an input is read in time")
      output.failure = error.code
    }
    return output
  }

  /// The records' texts stand in the Markdown where they say; what is between them is blank lines and frames.
  private func checkRecords(_ output: Output, _ markdown: Output, overlaps: Bool) {
    require(output.failure == markdown.failure, "records fail as Markdown does")
    let whole = Array(markdown.text.utf8)
    var end = 0
    for record in output.records where record["type"] == "document" {
      let text = Array((record["text"]?.string ?? "").utf8)
      let start = record["start"]?.int ?? -1
      require(record["end"]?.int == start + text.count, "a record ends where its text does")
      require(start >= 0 && start + text.count <= whole.count, "a record lies in the Markdown")
      require(whole[start..<start + text.count].elementsEqual(text), "a record is a part of the Markdown")
      if !overlaps { require(start >= end, "records do not overlap") }
      if start > end { checkGap(whole[end..<start]) }
      end = max(end, start + text.count)
    }
    if output.failure == nil { checkGap(whole[end...]) }
  }

  private func checkGap(_ gap: ArraySlice<UInt8>) {
    let text = String(decoding: gap, as: UTF8.self)
    let rest = text.split(separator: "\n").filter { line in
      line != "<!-- -->" && !line.hasPrefix("<!-- page ")
        && !line.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }
    require(rest.isEmpty, "records leave nothing out: \(rest)")
  }
}
