import AgentJSON
import AgentStore
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Many at once, killed, and on bits that have flipped.
@Suite struct MemoryFaultTests {
  /// Nobody's entry is lost and nobody fails, while others read.
  @Test func manyWritersAndReaders() throws {
    let tool = MemoryTool()
    let count = TestDose.count(4, full: 200)
    let result = try BuiltCommand("/bin/bash", in: tool.directory).run(
      [
        "-c",
        """
        for w in $(seq 16); do
          (for n in $(seq \(count)); do "$0" add -q "writer $w entry $n" >/dev/null || echo "add $?"; done) &
        done
        for r in $(seq 8); do
          (for n in $(seq \(count)); do "$0" search writer entry >/dev/null; s=$?; [ $s -le 1 ] || echo "search $s"; done) &
        done
        wait
        """, tool.command.executable,
      ], timeout: 600_000)
    #expect(result.output.isEmpty && result.errors.isEmpty, "\(result.output)\(result.errors)")
    #expect(try tool.run("list", "-j").lines.count == 16 * count)
    #expect(try tool.isSound())
    #expect(try #require(try Files.status(tool.database + "-wal")).st_size < 16 << 20)
  }

  /// What was acknowledged is there after SIGKILL, whole, and nothing is torn.
  @Test func killedAtAnyMoment() throws {
    let tool = MemoryTool()
    var generator = SeededGenerator()
    var acknowledged: [String] = []
    for round in 0..<TestDose.count(20, full: 200) {
      let child = try tool.command.spawn(
        ["add", "-j"], input: .pipe, output: .pipe, error: .null)
      let lines = (0..<300).map {
        #"{"id":"r\#(round)-\#($0)","text":"round \#(round) line \#($0) of some words"}"#
      }
      try? IO.writeAll(child.standardInput, Array((lines.joined(separator: "\n") + "\n").utf8))
      close(child.standardInput)
      usleep(UInt32.random(in: 0...60_000, using: &generator))
      child.signalGroup(SIGKILL)
      let output = String(decoding: try IO.readToEnd(child.standardOutput), as: UTF8.self)
      close(child.standardOutput)
      _ = child.wait()
      for line in output.split(separator: "\n") {
        if let id = try? JSON(parsing: String(line))["id"]?.string { acknowledged.append(id) }
      }
    }
    if Files.exists(tool.database) {
      let there = try tool.run("list", "-j").values.compactMap { $0["id"]?.string }
      #expect(Set(acknowledged).isSubset(of: there))
      // A batch is in as a whole or not at all.
      let rounds = Dictionary(grouping: there) { $0.prefix { $0 != "-" } }
      #expect(rounds.allSatisfy { $0.value.count == 300 })
      #expect(try tool.isSound())
    }
    #expect(try tool.run("add", "and on it goes").status == 0)
  }

  /// A flipped bit is told or makes no difference; nothing crashes, and nothing false is given out.
  @Test func flippedBits() throws {
    let tool = MemoryTool()
    try tool.add((0..<150).map { #"{"id":"id\#($0)","text":"line \#($0) of words such as w\#($0 % 7)"}"# })
    _ = try tool.run("optimize", "--force")
    let bytes = try Files.read(tool.database)
    try Files.replace(tool.database + "-wal", with: [])
    let whole = try tool.run("search", "-j", "-k", "20", "w3 line")
    #expect(whole.values.count == 20)
    var generator = SeededGenerator()
    for _ in 0..<TestDose.count(40, full: 1000) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      var flipped = bytes
      flipped[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      for suffix in ["-wal", "-shm"] where Files.exists(tool.database + suffix) {
        try Files.remove(tool.database + suffix)
      }
      try Files.replace(tool.database, with: flipped)
      let result = try tool.run("search", "-j", "-k", "20", "w3 line")
      let texts = result.values.compactMap { $0["text"]?.string }
      #expect(
        result.status <= 1 || [65, 70, 74, 78].contains(result.status),
        "byte \(place): \(result.status) \(result.errors)")
      if result.status == 0, result.stdout != whole.stdout {
        // Rows are checked; what is wrong otherwise is found by the doctor.
        #expect(texts.allSatisfy { $0.hasPrefix("line ") }, "byte \(place)")
        #expect(try !tool.isSound(), "byte \(place)")
      }
    }
  }

  /// On a full disk what was there stays, and the failure is told.
  @Test func aFullDisk() throws {
    let tool = MemoryTool()
    try tool.add([#"{"id":"a","text":"kept"}"#])
    let lines = (0..<5000).map { #"{"text":"line \#($0) of quite a few words that fill the disk"}"# }.joined(
      separator: "\n")
    try tool.directory.write("work/lines", lines)
    let result = try BuiltCommand("/bin/bash", in: tool.directory).run([
      "-c", #"ulimit -f 300; "$0" add -q -j <lines"#, tool.command.executable,
    ])
    #expect(result.status == 74, "\(result.errors)")
    #expect(try tool.run("list", "-j").values.map { $0["id"] } == ["a"])
    #expect(try tool.run("add", "more").status == 0)
    #expect(try tool.isSound())
  }

  /// Whoever finds the store held for long may come again; reading goes on, and a turn's provider never fails.
  @Test func aStoreThatIsHeldIsBusy() throws {
    let tool = MemoryTool()
    try tool.add([#"{"id":"a","text":"kept"}"#])
    let database = try Database(tool.database, mode: .write)
    try database.write {
      let result = try tool.run("add", "x", "-j")
      #expect(result.status == 75, "\(result.errors)")
      #expect(result.values.last?["exit"] == 75)
      #expect(try tool.found("kept") == ["kept"])
      #expect(try tool.run("--tool", "retrieved_memory", stdin: "{}").status == 0)
    }
    #expect(try tool.run("add", "x").status == 0)
  }
}
