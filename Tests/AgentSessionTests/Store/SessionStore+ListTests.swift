import AgentCore
import AgentJSON
import AgentSystem
import Glibc
import AgentTesting
import Testing

@testable import AgentSession

@Suite struct SessionStoreListTests {
  @Test func filters() throws {
    let test = TestStore()
    let here = try test.store.create(workingDirectory: "/a/b")
    let there = try test.store.create(workingDirectory: "/c")
    let sub = try test.store.create(workingDirectory: "/c")
    try test.log(sub).append([.turnStarted(origin: "agent"), .turnCompleted], turn: 1)
    func ids(_ sessions: [SessionSummary]) -> Set<String> { Set(sessions.map(\.id)) }
    #expect(ids(try test.store.list()) == [here, there, sub])
    #expect(ids(try test.store.list(all: false)) == [here, there])
    #expect(ids(try test.store.list(workingDirectory: "/a")) == [here])
    #expect(ids(try test.store.list(workingDirectory: "/a/bb")) == [])
    #expect(try test.store.list(limit: 2).count == 2)
    #expect(try test.store.list(since: test.store.clock.now() + 60_000).isEmpty)
    #expect(try test.store.list(since: test.store.clock.now() + -60_000).count == 3)
  }

  /// The clock that dates files stands still for a few milliseconds at a time.
  @Test func ofFilesWithOneTimeThatWithTheLaterEventIsFirst() throws {
    let now = Monitor(1_800_000_000_000)
    let test = TestStore(
      clock: Clock {
        now.withLock {
          $0 += 1; return Timestamp(milliseconds: $0)
        }
      })
    let ids = [try test.make(), try test.make(), try test.make()]
    try test.log(ids[1]).append([.note("used again")])
    for id in ids {
      let times = [timespec](repeating: timespec(tv_sec: 1_700_000_000, tv_nsec: 0), count: 2)
      #expect(utimensat(AT_FDCWD, test.store.path(id), times, 0) == 0)
    }
    #expect(try test.store.list().map(\.id) == [ids[1], ids[2], ids[0]])
  }

  /// The cache goes on where it stopped, and gives what a fresh reading gives.
  @Test func followsALogThatGrows() throws {
    let test = TestStore()
    let id = try test.make(title: "first")
    let log = test.log(id)
    let steps: [[Event]] = [
      [.turnStarted()], [.answer("x"), .turnCompleted], [Event(.sessionRenamed, ["title": "second"])],
      [QueuedInput(id: "q", text: "Q").event], [.turnStarted(origin: "wake")],
      [QueuedInput(id: "q", text: "Q").taken],
      [Event(.turnFailed, ["error": ["code": "network"], "exit_code": 75])],
      [Event(.threadStarted, ["thread_id": "t", "model": "m", "limits": ["context_tokens": 99]])],
      [
        Event(
          .requestCompleted, ["req": 1, "status": 200, "usage": ["input_tokens": 7, "output_tokens": 3]])
      ],
    ]
    for (index, events) in steps.enumerated() {
      try log.append(events, turn: index < 4 ? 1 : 2)
      let cached = try #require(try test.store.list().first)
      try? Files.remove("\(test.store.runtime.folder(.cache))/sessions.ndjson")
      #expect(try test.store.list().first == cached)
    }
    let summary = try test.store.summary(id)
    #expect(summary.title == "second")
    #expect(summary.turns == 2)
    #expect(summary.model == "m")
    #expect(summary.contextTokens == 10)
    #expect(summary.contextLimit == 99)
    #expect(summary.messages == 4)
    #expect(summary.queued.isEmpty)
    #expect(summary.state == "failed")
    #expect(summary.bytes == (try test.bytes(id).count))
  }

  @Test func anotherGenerationIsReadAnew() throws {
    let test = TestStore()
    let id = try test.make(title: "old")
    _ = try test.store.list()
    let other = try test.make(title: "new")
    try test.replace(id, with: try test.bytes(other))
    #expect(try test.store.summary(id).title == "new")
  }

  /// The number of an inode is given again, to a later generation of the log as well as to anything else.
  @Test func anotherGenerationWithTheSameInodeIsReadAnew() throws {
    let test = TestStore()
    let id = try test.make(title: "old")
    try test.log(id).append([.answer("a")])
    _ = try test.store.list()
    let other = try test.make(title: "new")
    try test.log(other).append([.note("b"), .answer("c"), .answer("d"), .note("e"), .answer("f")])
    let inode = try Files.status(test.store.path(id))?.st_ino
    try test.write(try test.bytes(other), to: id)
    #expect(try Files.status(test.store.path(id))?.st_ino == inode)
    let summary = try test.store.summary(id)
    #expect(summary.title == "new" && summary.messages == 3)
  }

  @Test func aLastLineThatStillGrowsCountsOnce() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append([.answer("a")])
    try test.write(Array(try test.bytes(id).dropLast()), to: id)
    #expect(try test.store.list().first?.messages == 1)
    #expect(try test.store.list().first?.messages == 1)
    try test.log(id).append([.answer("b")])
    #expect(try test.store.list().first?.messages == 2)
  }

  @Test func tellsATurnWhoseProcessIsGone() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append([.turnStarted()], turn: 1)
    #expect(try test.store.summary(id).state == "killed")
    let lock = try TurnLock.acquire(id, in: test.store)
    try test.log(id).append([.turnStarted()], turn: 2)
    #expect(try test.store.summary(id).state == "running")
    _ = consume lock
  }

  @Test func aDamagedCacheIsOnlySlower() throws {
    let test = TestStore()
    let id = try test.make(title: "t")
    _ = try test.store.list()
    try test.directory.write("runtime/cache/sessions.tsv", "\u{0}\u{0}junk\n{\"session\":\"\(id)\"}\n")
    #expect(try test.store.list().map(\.title) == ["t"])
  }
}
