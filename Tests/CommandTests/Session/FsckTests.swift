import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct SessionFsckTests {
  @Test func soundLogsSayNothing() throws {
    let tool = SessionTool()
    _ = try tool.make()
    let result = try tool.run("fsck")
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(try SessionTool().run("fsck").status == 0)
  }

  @Test func damageIsToldAndMended() throws {
    let tool = SessionTool()
    let sound = try tool.make()
    let id = try tool.make()
    try tool.append(id, SessionTool.turn)
    var damaged = try tool.log(id)
    damaged[300] ^= 1
    try tool.write(damaged, to: id)
    let found = try tool.run("fsck")
    #expect(found.status == 1)
    #expect(found.lines.count == 2)
    #expect(found.lines.allSatisfy { $0.hasPrefix(id) })
    #expect(try tool.run("fsck", sound).status == 0)
    #expect(try tool.log(id) == damaged)
    #expect(try tool.run("fsck", "--repair", "-n").status == 1)
    #expect(try tool.log(id) == damaged)
    let mended = try tool.run("fsck", "--repair", "-j", id)
    #expect(mended.status == 0)
    #expect(mended.values.first?["repaired"] == true)
    let kept = try #require(mended.values.first?["kept"]?.string)
    #expect(try Files.read(kept) == damaged)
    #expect(try tool.run("fsck").status == 0)
    #expect(try tool.run("show", id).errors.isEmpty)
    #expect(try tool.run("delete", "--yes", id).status == 0)
    #expect(!Files.exists(kept))
  }

  @Test func pathsAreCheckedAndNotMended() throws {
    let tool = SessionTool()
    let path = try tool.directory.write("work/x.ndjson", "junk\n")
    #expect(try tool.run("fsck", path).status == 1)
    #expect(try tool.run("fsck", path, "--repair").status == 64)
    #expect(try tool.run("fsck", "absent").status == 66)
  }

  /// A log under another name is no log of that session; mending makes it one.
  @Test func aCopyUnderAnotherNameIsTold() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(id, SessionTool.turn)
    let copy = try tool.make()
    try tool.write(try tool.log(id), to: copy)
    #expect(try tool.run("fsck", id).status == 0)
    let found = try tool.run("fsck", copy, "-j")
    #expect(found.status == 1)
    #expect(found.values.first?["problems"]?[0]?["kind"] == "foreign")
    #expect(try tool.run("fsck", copy, "--repair").status == 0)
    #expect(try tool.run("fsck", copy).status == 0)
    let records = try tool.run("show", copy, "-j").values
    #expect(records.count == 5)
    #expect(records.allSatisfy { $0["session"]?.string == copy })
  }
}
