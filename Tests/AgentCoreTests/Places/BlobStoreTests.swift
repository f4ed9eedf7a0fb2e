@testable import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

struct BlobStoreTests {
  private let directory = TestDirectory()
  private var store: BlobStore { BlobStore(directory.runtimeDirectory) }

  private func long(_ letter: Character, _ count: Int) -> JSON {
    .string(String(repeating: letter, count: count))
  }

  @Test func keepsByContent() throws {
    let digest = try store.put(Array("abc".utf8))
    #expect(digest == SHA256.hexDigest("abc".utf8))
    #expect(try store.get(digest) == Array("abc".utf8))
    #expect(try store.put(Array("abc".utf8)) == digest)
    #expect(try directory.read("runtime/blobs/\(digest)") == "abc")
    #expect(try Files.status(directory.path("runtime/blobs/\(digest)")).map { $0.st_mode & 0o777 } == 0o600)
    #expect(try store.get(store.put([])) == [])
  }

  @Test("storing again makes an old blob new, and a damaged one whole")
  func storingAgain() throws {
    let digest = try store.put(Array("abc".utf8))
    let path = directory.path("runtime/blobs/\(digest)")
    var old = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
    #expect(utimensat(AT_FDCWD, path, &old, 0) == 0)
    _ = try store.put(Array("abc".utf8))
    #expect(try #require(try Files.status(path)).st_mtim.tv_sec > 1000)
    try directory.write("runtime/blobs/\(digest)", "abd")
    #expect(throws: AgentError.self) { try store.get(digest) }
    _ = try store.put(Array("abc".utf8))
    #expect(try store.get(digest) == Array("abc".utf8))
  }

  @Test func missingDamagedAndOddNames() throws {
    let missing = SHA256.hexDigest("missing".utf8)
    #expect(throws: AgentError(.inputMissing, "no such blob", object: missing)) { try store.get(missing) }
    try directory.write("runtime/blobs/\(missing)", "something else")
    #expect(throws: AgentError(.badData, "the blob's contents are damaged", object: missing)) {
      try store.get(missing)
    }
    for odd in [
      "", "abc", "../../etc/passwd", missing.uppercased(), missing + "0", String(repeating: "/", count: 64),
    ] {
      let error = #expect(throws: AgentError.self) { try store.get(odd) }
      #expect(error?.code == .badData)
    }
  }

  @Test func whatFitsStaysAsItIs() throws {
    let payload: JSONObject = ["text": long("a", 9000)]
    #expect(try store.fitting(payload, limit: 10_000) == payload)
    #expect(!Files.exists(directory.path("runtime/blobs")))
  }

  @Test("the longest strings go first, and only as many as must")
  func longestFirst() throws {
    let payload: JSONObject = ["a": long("a", 20_000), "b": long("b", 30_000), "c": long("c", 10_000)]
    let fitted = try store.fitting(payload, limit: 40_000)
    #expect(fitted["a"] == payload["a"])
    #expect(fitted["c"] == payload["c"])
    #expect(fitted["b"]?["bytes"] == 30_000)
    #expect(fitted["b"]?["head"]?.string == String(repeating: "b", count: 4096))
    #expect(fitted["b"]?["json"] == nil)
    #expect(fitted["b"]?.object?.keys == ["blob", "bytes", "head"])
    #expect(store.resolving(.object(fitted)) == .object(payload))
  }

  @Test("strings at any depth, under doubled names too")
  func depth() throws {
    let inner: JSON = .object(
      JSONObject([
        .init(key: "same", value: long("x", 50_000)), .init(key: "same", value: long("y", 40_000)),
      ]))
    let payload: JSONObject = ["item": ["type": "tool_call", "raw": [1, ["deep": inner]]]]
    let fitted = try store.fitting(payload, limit: 20_000)
    #expect(JSON.object(fitted).bytes.count <= 20_000)
    #expect(fitted["item"]?["type"] == "tool_call")
    #expect(store.resolving(.object(fitted)) == .object(payload))
  }

  @Test("where no string is long, the largest member goes whole, with the blobs inside it")
  func wholeMembers() throws {
    let many = JSON.array((0..<3000).map { .string("element \($0)") } + [long("z", 30_000)])
    let payload: JSONObject = ["small": 1, "many": many]
    let fitted = try store.fitting(payload, limit: 12_000)
    #expect(JSON.object(fitted).bytes.count <= 12_000)
    #expect(fitted["small"] == 1)
    #expect(fitted["many"]?["json"] == true)
    #expect(store.resolving(.object(fitted)) == .object(payload))
  }

  @Test(
    "a line of 1 MiB holds whatever comes",
    arguments: [
      "\u{1}", "é", "😀", "a",
    ])
  func oneMebibyte(letter: String) throws {
    func text(_ bytes: Int) -> String { String(repeating: letter, count: bytes / letter.utf8.count) }
    let payload: JSONObject = [
      "a": .string(text(1_200_000)), "b": .array((0..<30).map { .string("\($0)" + text(12_000)) }),
    ]
    let fitted = try store.fitting(payload, limit: (1 << 20) - 400)
    #expect(JSON.object(fitted).bytes.count <= (1 << 20) - 400)
    #expect(store.resolving(.object(fitted)) == .object(payload))
  }

  @Test("the head is cut at a character", arguments: [("a", 4096), ("é", 4096), ("日", 4095), ("😀", 4096)])
  func heads(letter: String, length: Int) {
    let bytes = Array(String(repeating: letter, count: 5000).utf8)
    let head = BlobStore.head(of: bytes)
    #expect(head.utf8.count == length)
    #expect(Array(head.utf8) == Array(bytes[..<length]))
    #expect(BlobStore.head(of: Array("ab".utf8)) == "ab")
  }

  @Test("a reference whose blob is gone or damaged stays as it is")
  func unresolvable() throws {
    let fitted = try store.fitting(["t": long("a", 20_000)], limit: 10_000)
    let digest = try #require(fitted["t"]?["blob"]?.string)
    try directory.write("runtime/blobs/\(digest)", "damaged")
    #expect(store.resolving(.object(fitted)) == .object(fitted))
    try Files.remove(directory.path("runtime/blobs/\(digest)"))
    #expect(store.resolving(.object(fitted)) == .object(fitted))
  }

  @Test("what only looks like a reference is left alone")
  func lookalikes() {
    for value: JSON in [
      ["blob": "x"], ["blob": "x", "bytes": 1, "head": ""], ["blob": 1, "bytes": 1, "head": ""],
    ] {
      #expect(store.resolving(value) == value)
    }
  }
}
