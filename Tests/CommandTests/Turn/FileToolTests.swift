import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `write` and `edit` in turns: when they are offered, what their items tell, and what a stop in the middle leaves.
@Suite struct FileToolTests {
  static func edit(_ file: String, _ old: String, _ new: String, all: Bool = false) -> JSON {
    [
      "edits": [
        "file_path": .string(file), "old_string": .string(old), "new_string": .string(new),
        "replace_all": .bool(all),
      ]
    ]
  }

  private func tools(_ options: [String]) throws -> Set<String> {
    let bench = try TurnBench()
    try bench.directory.write("other/x", "")
    _ = try bench.run(options.map { $0 == "{other}" ? bench.directory.path("other") : $0 } + ["go"])
    let offered = bench.server.bodies.first?["tools"]?.array ?? []
    return Set(offered.compactMap { $0["name"]?.string })
  }

  @Test(arguments: [
    ([], false), (["-w"], true), (["--sandbox", "off"], true), (["--writable", "{other}"], true),
    (["--sandbox", "read-only"], false),
  ])
  func areOfferedWhereSomethingIsWritable(_ options: [String], _ expected: Bool) throws {
    let tools = try tools(options)
    #expect(tools.contains("write") == expected && tools.contains("edit") == expected)
    #expect(tools.contains("read"))
  }

  @Test func itemsTellTheChanges() throws {
    let bench = try TurnBench([
      .toolCall("write", ["writes": ["file_path": "new.txt", "content": "one\n"]], id: "c1"),
      .toolCall("edit", Self.edit("old.txt", "two", "2"), id: "c2"), .text("done"),
    ])
    try bench.directory.write("work/old.txt", "one\ntwo\n", mode: 0o640)
    #expect(try bench.run("-w", "go").status == 0)
    let items = try bench.events().filter {
      $0["type"] == "item.completed" && $0["item"]?["type"] == "file_change"
    }
    .compactMap { $0["item"] }
    #expect(items.count == 2)
    let change = items.last?["changes"]?[0]
    #expect(change?["path"]?.string == bench.directory.path("work/old.txt"))
    #expect(change?["kind"] == "update" && change?["before"]?["mode"]?.int == 0o640)
    let digest = try #require(change?["before"]?["blob"]?.string)
    #expect(try bench.session("blob", digest).output == "one\ntwo\n")
    #expect(try bench.directory.read("work/old.txt") == "one\n2\n")
    let told = TurnToolCallTests.outputs(bench.server.bodies[2])
    #expect(told["c2"]?.contains("-two\n+2\n") == true)
    // What only a change names is not missing, and not forgotten.
    #expect(try bench.session("fsck").status == 0)
    unlink("\(bench.directory.runtime)/blobs/\(digest)")
    #expect(try bench.session("fsck").status == 1)
  }

  @Test func onlyWritableDirectoriesAreWritten() throws {
    let bench = try TurnBench([
      .answer(
        .call(name: "write", arguments: #"{"writes":{"file_path":"in.txt","content":"x"}}"#, id: "work"),
        .call(name: "write", arguments: #"{"writes":{"file_path":"OTHER/x","content":"x"}}"#, id: "other")),
      .text("done"),
    ])
    mkdir(bench.directory.path("work/OTHER"), 0o755)
    let result = try bench.run("--writable", bench.directory.path("work/OTHER"), "go")
    #expect(result.status == 0)
    let told = TurnToolCallTests.outputs(bench.server.bodies[1])
    #expect(told["work"]?.contains("no directory that may be written") == true)
    #expect(told["other"] == "created OTHER/x: 1 line, 1 bytes\n")
  }

  /// What a command changes is told in the same way, and nothing is where nothing was changed.
  @Test func commandsTellTheirChanges() throws {
    let bench = try TurnBench([
      .toolCall("bash", ["command": "echo new >old.txt; rm gone.txt; echo x >added.txt"], id: "c1"),
      .toolCall("bash", ["command": "cat old.txt"], id: "c2"), .text("done"),
    ])
    for name in ["old.txt", "gone.txt"] { try bench.directory.write("work/\(name)", "old\n") }
    #expect(try bench.run("-w", "go").status == 0)
    let items = try bench.events().filter {
      $0["type"] == "item.completed" && $0["item"]?["type"] == "command_execution"
    }.compactMap { $0["item"] }
    let changes = items.first?["changes"]?.array ?? []
    #expect(changes.map { $0["kind"] } == ["add", "delete", "update"])
    #expect(changes.last?["before"]?["blob"]?.string == SHA256.hexDigest("old\n".utf8))
    #expect(items.last?["changes"] == nil && items.last?["undo_gap"] == nil)
  }

  @Test func anEphemeralTurnKeepsNothing() throws {
    let bench = try TurnBench([.toolCall("edit", Self.edit("a", "old", "new")), .text("done")])
    try bench.directory.write("work/a", "old\n")
    #expect(try bench.run("-w", "--ephemeral", "go").status == 0)
    #expect(try bench.directory.read("work/a") == "new\n")
    #expect(((try? Files.list("\(bench.directory.runtime)/blobs")) ?? []).isEmpty)
  }

  /// Killed at any moment, a turn leaves the old contents or the new.
  @Test func killedInTheMiddle() throws {
    let old = String(repeating: "a", count: 1 << 20)
    let new = String(repeating: "bb", count: 1 << 20)
    var generator = SeededGenerator()
    for _ in 0..<TestDose.count(10, full: 200) {
      let bench = try TurnBench([.toolCall("edit", Self.edit("file", "a", "bb", all: true)), .text("done")])
      try bench.directory.write("work/file", old)
      let child = try bench.start(["-w", "go"])
      let asked = bench.waitForEvent("item.started")
      #expect(asked)
      usleep(UInt32.random(in: 0...60_000, using: &generator))
      child.signal(SIGKILL)
      _ = child.wait()
      let text = try bench.directory.read("work/file")
      #expect(text == old || text == new)
    }
  }

  /// A full disk leaves the old contents, and nothing beside them.
  @Test(arguments: FullDiskTests.Namespace.usable)
  func aFullDisk(_ namespace: FullDiskTests.Namespace) throws {
    let bench = try TurnBench([
      .toolCall("edit", Self.edit("disk/file", "a", "bbbbbbbbbbbbbbbb", all: true)), .text("ok"),
    ])
    for name in ["", "work", "runtime", "home"] {
      mkdir(bench.directory.path(name), 0o777)
      chmod(bench.directory.path(name), 0o777)
    }
    mkdir(bench.directory.path("work/disk"), 0o777)
    let script = """
      mount -t tmpfs -o size=256k none disk || exit 99
      head -c 100000 /dev/zero | tr '\\0' a >disk/file
      AGENT_RUNTIME_DIR=$PWD/../private agent-turn \(bench.address.joined(separator: " ")) -w go || exit 98
      [ "$(tr -d a <disk/file | wc -c)$(wc -c <disk/file)" = 0100000 ] && [ "$(ls -A disk)" = file ]
      """
    let shell = BuiltCommand("/usr/bin/env", in: bench.directory)
    let result = try shell.run(try #require(namespace.command) + ["/bin/bash", "-c", script])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let told = TurnToolCallTests.outputs(bench.server.bodies[1])
    #expect(told.values.first?.contains("No space left") == true, "\(told)")
  }
}
