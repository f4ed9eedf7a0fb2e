import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentSession

@Suite struct BlobSweepTests {
  private static let days = 3 * 86_400

  private func age(_ test: TestStore, _ digests: String...) throws {
    var times = [timespec(), timespec()]
    times[0].tv_sec = time(nil) - Self.days
    times[1].tv_sec = times[0].tv_sec
    for digest in digests { #expect(utimensat(AT_FDCWD, test.store.blobs.path(digest), times, 0) == 0) }
  }

  private func names(_ blobs: [BlobSweep.Blob]) -> Set<String> { Set(blobs.map(\.name)) }

  @Test func whatNothingNamesGoes() throws {
    let test = TestStore()
    let blobs = test.store.blobs
    #expect(try BlobSweep(test.store).unreferenced().isEmpty)
    let named = try blobs.put(Array("named".utf8))
    let inner = try blobs.put(Array("inner".utf8))
    let outer = try blobs.put(Array(#"[{"blob":"\#(inner)","bytes":5,"head":""}]"#.utf8))
    let runtime = try blobs.put(Array("runtime".utf8))
    let lost = try blobs.put(Array("lost".utf8))
    let fresh = try blobs.put(Array("fresh".utf8))
    let id = try test.make()
    func reference(_ digest: String) -> JSON { ["blob": .string(digest), "bytes": 5, "head": ""] }
    try test.log(id).append([Event(.notice, ["level": "info", "code": "x", "message": reference(named)])])
    try test.log(id).append([Event(.notice, ["level": "info", "code": "x", "message": reference(outer)])])
    try RuntimeLog(test.store).append(Event(.configChanged, ["x": reference(runtime)]))
    try age(test, named, inner, outer, runtime, lost)
    let sweep = BlobSweep(test.store)
    #expect(try names(sweep.unreferenced()) == [lost])
    #expect(try names(sweep.unreferenced(without: [id])) == [lost, named, outer, inner])
    let found = try sweep.unreferenced()
    #expect(found.map(\.bytes) == [4])
    #expect(try sweep.remove(found) == found)
    for digest in [named, inner, outer, runtime, fresh] { #expect(try !blobs.get(digest).isEmpty) }
    #expect(throws: AgentError.self) { try blobs.get(lost) }
  }

  /// Stored again between being found and being removed, it is new.
  @Test func whatIsStoredAgainStays() throws {
    let test = TestStore()
    let blob = try test.store.blobs.put(Array("again".utf8))
    try age(test, blob)
    let sweep = BlobSweep(test.store)
    let found = try sweep.unreferenced()
    #expect(found.count == 1)
    #expect(try test.store.blobs.put(Array("again".utf8)) == blob)
    #expect(try sweep.remove(found).isEmpty)
    #expect(try test.store.blobs.get(blob) == Array("again".utf8))
  }

  /// A damaged line may name what a repair brings back.
  @Test func aDamagedLineNamesToo() throws {
    let test = TestStore()
    let blob = try test.store.blobs.put(Array("named".utf8))
    let id = try test.make()
    try test.write(try test.bytes(id) + Array(#"junk {"blob":"\#(blob)","#.utf8), to: id)
    try age(test, blob)
    #expect(try BlobSweep(test.store).unreferenced().isEmpty)
  }

  /// Across the pieces in which a file is read.
  @Test func everyPlaceIsLookedAt() throws {
    let digest = String(repeating: "0f", count: 32)
    let text = Array(#""blob":"\#(digest)""#.utf8)
    for before in [0, 1, 7, 8, 9, 100] {
      var found: [String] = []
      BlobSweep.references(in: [UInt8](repeating: 0x22, count: before) + text) { found.append($0) }
      #expect(found == [digest], "\(before)")
    }
    for cut in 0..<text.count - 1 {
      BlobSweep.references(in: Array(text[..<cut])) { _ in Issue.record("none") }
    }
    let test = TestStore()
    let blob = try test.store.blobs.put(Array("named".utf8))
    try age(test, blob)
    let id = try test.make()
    let named = Array(#""blob":"\#(blob)""#.utf8)
    for before in (1 << 20) - 80...(1 << 20) + 2 where before % 9 == 0 {
      try test.write([UInt8](repeating: 0x20, count: before) + named, to: id)
      #expect(try BlobSweep(test.store).unreferenced().isEmpty, "\(before)")
    }
  }

  @Test func whatAKilledProcessHasLeftGoesToo() throws {
    let test = TestStore()
    let blob = try test.store.blobs.put(Array("x".utf8))
    let left = "\(blob).tmp-1-abcd"
    try test.directory.write("runtime/blobs/\(left)", "half")
    try test.directory.write("runtime/blobs/notes.txt", "mine")
    try age(test, left, "notes.txt")
    #expect(try names(BlobSweep(test.store).unreferenced()) == [left])
  }
}
