@testable import AgentExtract
import AgentJSON
import Testing

struct ChunkerTests {
  private static let words = (1...900).map { "word\($0)" + ($0 % 12 == 0 ? "." : "") }.joined(separator: " ")
  private static let document = """
    # One

    Short ünïcode text 😀 here.

    ## Two

    \(words)

    | a | b |
    |---|---|
    | 1 | 2 |

    # Three

    End.

    """

  /// The promise of the records: the bytes from start to end of the Markdown output are the text.
  @Test(arguments: [(8, 0), (20, 5), (50, 25), (200, 0), (200, 60), (100_000, 100)])
  func offsetsPointAtTheText(_ tokens: Int, _ overlap: Int) throws {
    var runner = ExtractionRunner()
    let markdown = Array(try runner.run(Self.document, as: "a.md").text.utf8)
    runner.request.style = .records(tokens: tokens, overlap: overlap)
    let records = try runner.run(Self.document, as: "a.md").records
    #expect(!records.isEmpty)
    var covered = 0
    for record in records {
      let start = try #require(record["start"]?.int)
      let end = try #require(record["end"]?.int)
      #expect(String(decoding: markdown[start..<end], as: UTF8.self) == record["text"]?.string)
      #expect(try #require(record["tokens"]?.int) <= tokens)
      // Only blank space lies between two records.
      if start > covered { #expect(markdown[covered..<start].allSatisfy { $0 == 0x0a || $0 == 0x20 }) }
      covered = end
    }
    #expect(markdown[covered...].allSatisfy { $0 == 0x0a })
  }

  @Test(arguments: [(20, 10), (20, 19), (4, 2)])
  func aWordTooLongToStandBesideTheOverlapGoesWithoutIt(_ tokens: Int, _ overlap: Int) throws {
    let text = "**bold** [l](http://x.y/\(String(repeating: "z", count: 300))) and the rest\n"
    var runner = ExtractionRunner()
    runner.request.style = .records(tokens: tokens, overlap: overlap)
    let records = try runner.run(text, as: "a.md").records
    #expect(records.allSatisfy { $0["tokens"]?.int ?? .max <= tokens })
    #expect(records.last?["text"]?.string?.hasSuffix("rest") == true)
  }

  @Test func aTitleAsLongAsATextIsShortened() throws {
    var runner = ExtractionRunner()
    runner.request.style = .records(tokens: nil, overlap: 0)
    let title = String(repeating: "tïtle ", count: 200_000)
    let records = try runner.run("<h1>\(title)</h1><p>text", as: "a.html").records
    #expect(records.allSatisfy { $0.text.utf8.count < 1 << 20 })
    #expect(records.last?["title"]?.string?.hasPrefix("tïtle tïtle") == true)
  }

  /// Characters of many tokens each, of which no two fit beside an overlap.
  @Test(arguments: [(1, 0), (2, 1), (3, 2), (12, 6), (12, 11)])
  func everyCutGetsOn(_ tokens: Int, _ overlap: Int) throws {
    var runner = ExtractionRunner()
    runner.request.style = .records(tokens: tokens, overlap: overlap)
    for text in [
      "\u{ff}\u{ff}\u{ff}\n\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}", "\u{10ffff} \u{10ffff}\u{10ffff} a b",
    ] {
      for name in ["a.md", "a.html"] {
        let records = try runner.run(String(repeating: text, count: 20), as: name).records
        let ends = records.compactMap { $0["end"]?.int }
        #expect(ends.count == records.count && ends == ends.sorted())
      }
    }
  }

  @Test func oneLongParagraphTakesNoTime() throws {
    var runner = ExtractionRunner()
    runner.request.style = .records(tokens: 40, overlap: 0)
    let page = "<p>" + String(repeating: "wörds and more wörds ", count: 30_000)
    let records = try runner.run(page, as: "a.html").records
    let length = records.reduce(0) { $0 + ($1["text"]?.string?.utf8.count ?? 0) }
    #expect(length > 600_000 && records.last?["end"]?.int == 30_000 * 23 - 1)
  }

  @Test func sectionsAreTold() throws {
    var runner = ExtractionRunner()
    runner.request.style = .records(tokens: 60, overlap: 0)
    let records = try runner.run(Self.document, as: "a.md").records
    let headings = records.compactMap { $0["headings"]?.array?.compactMap(\.string) }
    #expect(headings.first == ["One"])
    #expect(headings.contains(["One", "Two"]))
    #expect(headings.last == ["Three"])
    #expect(records.last?["parts"]?.int == records.count)
    #expect(records.last?["sha256"]?.string?.count == 64)
    #expect(records.dropLast().allSatisfy { $0["parts"] == nil })
    #expect(records.map { $0["part"]?.int } == (1...records.count).map { $0 })
  }

  @Test func withoutASizeADocumentIsOneRecord() throws {
    var runner = ExtractionRunner()
    runner.request.style = .records(tokens: nil, overlap: 0)
    #expect(try runner.run(Self.document, as: "a.md").records.count == 1)
    let long = String(repeating: "\"quoted\" line\n", count: 100_000)
    let records = try runner.run(long, as: "b.txt").records
    #expect(records.count > 1)
    #expect(records.allSatisfy { $0.bytes.count < 1 << 20 })
    let empty = try runner.run("", as: "c.txt").records
    #expect(empty.count == 1 && empty[0]["text"]?.string == "")
  }

  @Test func overlapRepeatsTheEndOfTheRecordBefore() throws {
    var runner = ExtractionRunner()
    runner.request.style = .records(tokens: 100, overlap: 30)
    let records = try runner.run(Self.words, as: "a.txt").records
    for (one, next) in zip(records, records.dropFirst()) {
      #expect(try #require(next["start"]?.int) < (try #require(one["end"]?.int)))
    }
  }
}
