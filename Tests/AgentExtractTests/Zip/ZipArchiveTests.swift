import AgentCore
@testable import AgentExtract
import AgentTesting
import Testing

struct ZipArchiveTests {
  private func failure(_ bytes: [UInt8], _ limits: Limits = Limits()) throws -> AgentError? {
    var runner = ExtractionRunner()
    runner.request.options.limits = limits
    do {
      _ = try runner.run(bytes)
      return nil
    } catch let error as AgentError {
      return error
    }
  }

  @Test func aCutFileIsDamaged() throws {
    let whole = ZipBuilder.docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>")
    #expect(try failure(whole) == nil)
    for length in [30, whole.count / 2, whole.count - 1] {
      #expect(try failure(Array(whole[..<length]))?.code == .badData)
    }
  }

  @Test func everyDamagedByteIsAnErrorOrText() throws {
    let whole = ZipBuilder.docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>")
    for index in stride(from: 0, to: whole.count, by: 7) {
      var bytes = whole
      bytes[index] ^= 0xff
      if let error = try failure(bytes) { #expect([.badData, .auth, .tooLarge].contains(error.code)) }
    }
  }

  @Test func limitsHold() throws {
    let document = ZipBuilder.docx("<w:p><w:r><w:t>\(String(repeating: "x", count: 5000))</w:t></w:r></w:p>")
    var limits = Limits()
    limits.inflatedBytes = 1000
    #expect(try failure(document, limits)?.code == .tooLarge)
    limits = Limits()
    limits.entries = 2
    #expect(try failure(document, limits)?.code == .tooLarge)
  }

  @Test func encryptedEntriesNeedAPassword() throws {
    var zip = ZipBuilder()
    zip.add("[Content_Types].xml", [])
    zip.add("word/document.xml", [1, 2, 3], flags: 1)
    #expect(try failure(zip.bytes)?.exitCode == .notPermitted)
  }
}
