import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// The order of writes that survives a power cut, as strace(1) sees it: contents are synced before a rename
/// gives them their name, directories after it, blobs before the line that names them, and what is promised to
/// survive before it is acknowledged.
@Suite(.enabled(if: SyncOrder.canTrace)) struct SyncOrderTests {
  @Test(arguments: FaultScenario.all)
  func everyChangeIsSynced(_ scenario: FaultScenario) throws {
    let bench = try FaultBench(scenario)
    let trace = try bench.trace()
    let order = SyncOrder(trace, runtime: bench.runtime)
    #expect(order.violations.isEmpty, "\(scenario.name): \(order.violations)")
    #expect(order.calls > 0)
    switch scenario.effect {
    // What survives the process, not the power, is promised of these; see `--durability`.
    case .appends: break
    case .creates(_, let more): if more.isEmpty { #expect(order.unsynced.isEmpty, "\(order.unsynced)") }
    case .deletes, .archives, .mends: #expect(order.unsynced.isEmpty, "\(order.unsynced)")
    }
    if scenario.name == "append, synced" || scenario.name == "send" {
      #expect(order.unsynced.isEmpty && order.acknowledgedUnsynced == 0)
    }
  }

  @Test func aTurnIsSyncedWhenItEnds() throws {
    let bench = try TurnBench([.toolCall("list", [:])], then: .text("done"))
    let trace = bench.directory.path("trace")
    let result = try BuiltCommand("/usr/bin/strace", in: bench.directory).run(
      SyncOrder.strace(to: trace) + [bench.command().executable] + bench.address + ["-j", "go"])
    #expect(result.status == 0)
    let order = SyncOrder(try bench.directory.read("trace"), runtime: bench.directory.runtime)
    #expect(order.violations.isEmpty, "\(order.violations)")
    #expect(order.unsynced.isEmpty, "\(order.unsynced)")
  }

  /// The rules themselves: each breach is seen.
  @Test func breachesAreSeen() {
    let begin = "1 openat(AT_FDCWD, \"/r/sessions/a.tmp\", O_CREAT|O_EXCL, 0600) = 3</r/sessions/a.tmp>\n"
    let write = "1 write(3</r/sessions/a.tmp>, \"x\", 1) = 1\n"
    let sync = "1 fsync(3</r/sessions/a.tmp>) = 0\n"
    let move = "1 rename(\"/r/sessions/a.tmp\", \"/r/sessions/a\") = 0\n"
    let directory = "1 fsync(4</r/sessions>) = 0\n"
    #expect(SyncOrder(begin + write + sync + move + directory, runtime: "/r").violations.isEmpty)
    #expect(SyncOrder(begin + write + sync + move + directory, runtime: "/r").unsynced.isEmpty)
    #expect(!SyncOrder(begin + write + move + directory, runtime: "/r").violations.isEmpty)
    #expect(!SyncOrder(begin + sync + write + move + directory, runtime: "/r").violations.isEmpty)
    #expect(SyncOrder(begin + write + sync + move, runtime: "/r").unsynced == ["/r/sessions"])
    #expect(SyncOrder("1 unlink(\"/r/sessions/a\") = 0\n", runtime: "/r").unsynced == ["/r/sessions"])
    let parted =
      "1 fsync(3</r/sessions/a.tmp> <unfinished ...>\n2 mkdir(\"/r\") = -1\n1 <... fsync resumed>) = 0\n"
    #expect(SyncOrder(begin + write + parted + move + directory, runtime: "/r").violations.isEmpty)
    let blob = "1 rename(\"/r/blobs/b.tmp\", \"/r/blobs/b\") = 0\n"
    let line = "1 pwrite64(3</r/sessions/a.ndjson>, \"x\", 1, 0) = 1\n"
    #expect(!SyncOrder(blob + line, runtime: "/r").violations.isEmpty)
    let told = "1 write(1<pipe:[1]>, \"ack\", 3) = 3\n"
    #expect(SyncOrder(line + told, runtime: "/r").acknowledgedUnsynced == 1)
  }
}
