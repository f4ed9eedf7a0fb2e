import AgentCore
@testable import AgentExtract
import AgentSystem
import AgentTesting
import Testing

struct SnifferTests {
  private func type(_ bytes: [UInt8], _ name: String) throws -> MediaType {
    let directory = TestDirectory()
    let path = try directory.write(name, bytes)
    let source = try Source.open(
      path, name: name, limits: Limits(), hashing: false, cancellation: Cancellation())
    return try Sniffer.mediaType(of: source, budget: Budget(Limits()))
  }

  @Test(arguments: [
    ("%PDF-1.4\n", "a.txt", MediaType.pdf), ("<!DOCTYPE html><p>", "a.pdf", .html),
    ("<?xml version='1.0'?><html>", "a", .html),
    ("<!-- x -->\n<HTML>", "a.txt", .html), ("<html>", "a.php", .sourceCode), ("a,b", "a.csv", .csv),
    ("a\tb\n1\t2\n3\t4\n", "a", .tsv), ("One, two.\nThree, four.\nFive, six.\n", "a", .plainText),
    ("{\"a\":1}", "a", .json), ("{a", "a", .plainText), ("# T", "a.md", .markdown),
    ("x", "Makefile", .sourceCode),
    ("The file begins with %PDF-1.4", "a.txt", .plainText), ("", "a", .plainText),
    ("<nav>x</nav>", "-", .html), ("<x>", "-", .plainText),
  ])
  func contentDecides(_ text: String, _ name: String, _ expected: MediaType) throws {
    #expect(try type(Array(text.utf8), name) == expected)
  }

  @Test func containers() throws {
    #expect(try type(ZipBuilder.docx(""), "a.pdf") == .docx)
    var book = ZipBuilder()
    book.add("mimetype", Array("application/epub+zip".utf8))
    #expect(try type(book.bytes, "a.zip").name == "application/epub+zip")
    var other = ZipBuilder()
    other.add("a", [1])
    #expect(try type(other.bytes, "a.docx") == .zip)
  }

  @Test func binaryData() throws {
    #expect(try type(Array(0...255), "a.txt") == .binary)
    #expect(try type([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "a.txt").name == "image/png")
  }
}
