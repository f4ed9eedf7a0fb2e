import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentSession

@Suite struct SessionStoreAbandonedTests {
  @Test(arguments: [
    ("20260102T030405.678Z-1a2b.ndjson.tmp-4711-0a1b2c3d", 4711 as pid_t?), ("x.ndjson.tmp-1-0", 1),
    ("x.ndjson", nil), ("x.ndjson.damaged", nil), ("x.ndjson.tmp-", nil), ("x.ndjson.tmp-0-1", nil),
    ("x.ndjson.tmp-99999999999-1", nil), ("x.tmp-5-1", nil),
  ])
  func whoWroteATemporaryFile(_ name: String, _ writer: pid_t?) {
    #expect(SessionStore.writer(ofTemporary: name) == writer)
  }

  /// Only what is old, and whose process is gone, is removed.
  @Test func removesWhatNobodyWrites() throws {
    let test = TestStore(clock: Clock { Timestamp(milliseconds: 4_000_000_000_000) })
    let id = try test.make()
    let ended = try ChildProcess.spawn(["/bin/true"], environment: [:])
    _ = ended.wait()
    let gone = "\(id).ndjson.tmp-\(ended.pid)-00000000"
    let alive = "\(id).ndjson.tmp-\(getpid())-00000000"
    for name in [gone, alive] { try test.directory.write("runtime/sessions/\(name)", "x") }
    #expect(try test.store.ids() == [id])
    #expect(try Files.list(test.store.runtime.folder(.sessions)) == ["\(id).ndjson", alive])
    let fresh = TestStore()
    _ = try fresh.make()
    try fresh.directory.write("runtime/sessions/\(gone)", "x")
    _ = try fresh.store.ids()
    #expect(Files.exists(fresh.directory.path("runtime/sessions/\(gone)")))
  }
}
