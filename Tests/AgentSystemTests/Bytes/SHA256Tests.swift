import AgentSystem
import Testing

struct SHA256Tests {
  @Test(
    "known values (FIPS 180-4 examples, NIST)",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func knownValues(text: String, digest: String) {
    #expect(SHA256.hexDigest(text.utf8) == digest)
  }

  @Test("pieces of any size give what the whole gives", arguments: [1, 3, 55, 56, 63, 64, 65, 127, 128])
  func pieces(size: Int) {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    var hash = SHA256()
    for start in stride(from: 0, to: bytes.count, by: size) {
      hash.update(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    #expect(Hex.encode(hash.finish()) == SHA256.hexDigest(bytes))
  }

  @Test("agrees with sha256sum on every length round a block", arguments: 50..<70)
  func lengths(length: Int) throws {
    let text = String(repeating: "x", count: length)
    let child = try ChildProcess.spawn(
      ["sha256sum"], environment: ["PATH": "/usr/bin:/bin"], input: .pipe, output: .pipe)
    try IO.writeAll(child.standardInput, Array(text.utf8))
    _ = Descriptor(owning: child.standardInput)
    let output = Descriptor(owning: child.standardOutput)
    let line = String(decoding: try IO.readToEnd(output.raw), as: UTF8.self)
    #expect(child.wait() == .code(0))
    #expect(line.prefix(64) == SHA256.hexDigest(text.utf8))
  }
}
