import AgentCore
import AgentJSON
import AgentSandbox
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTurn

@Suite struct ImageInputTests {
  let directory = TestDirectory()

  private func part(_ source: String, base: String) throws -> JSON {
    try ImageInput.part(
      source, base: base, environment: [:], mode: .readOnly, cancellation: Cancellation())
  }

  @Test(
    arguments: [
      ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "image/png"),
      ([0xff, 0xd8, 0xff, 0xe0], "image/jpeg"),
      (Array("GIF89a".utf8), "image/gif"), (Array("RIFF0000WEBP".utf8), "image/webp"),
      (Array("RIFF0000WAVE".utf8), nil),
      (Array("<svg>".utf8), nil), ([], nil),
    ] as [([UInt8], String?)])
  func theBytesSayWhatItIs(_ bytes: [UInt8], _ type: String?) throws {
    try directory.write("work/picture.txt", bytes)
    guard let type else {
      let error = #expect(throws: AgentError.self) {
        try self.part("picture.txt", base: directory.work)
      }
      #expect(error?.exitCode == .badData)
      return
    }
    let part = try self.part("picture.txt", base: directory.work)
    #expect(part["image_url"]?.string == "data:\(type);base64,\(Base64.encode(bytes))")
  }

  @Test func addressesAreHandedOn() throws {
    #expect(
      try part("https://example.org/a.png", base: "/")["image_url"] == "https://example.org/a.png")
  }

  @Test func whatIsNoFileIsRefusedUnopened() throws {
    mkfifo(directory.path("work/fifo"), 0o600)
    for name in ["fifo", "."] {
      let error = #expect(throws: AgentError.self) { try part(name, base: directory.work) }
      #expect(error?.exitCode == .badData)
    }
    #expect(
      #expect(throws: AgentError.self) { try part("gone", base: directory.work) }?.exitCode
        == .inputMissing)
  }
}
