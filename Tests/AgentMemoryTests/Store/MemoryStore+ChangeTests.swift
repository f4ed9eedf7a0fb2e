import AgentSystem
import AgentTesting
import Testing

@testable import AgentMemory

@Suite struct MemoryStoreChangeTests {
  @Test func anEditKeepsWhatWas() throws {
    let bench = try MemoryBench()
    let id = try bench.add("The port is 8080").id
    let between = bench.store.now()
    var edit = MemoryStore.Edit()
    edit.text = "The port is 9090"
    try bench.store.change { try bench.store.edit(bench.store.resolve(id), edit) }
    #expect(try bench.found("port") == ["The port is 9090"])
    #expect(try bench.found("8080").isEmpty)
    #expect(try bench.found("port") { $0.asOf = between } == ["The port is 8080"])
    #expect(try bench.store.resolve(id).id == id)
    #expect(try bench.store.versions(of: id).map(\.state) == ["edited", "live"])
  }

  @Test func deletedIsHiddenAndRestoredIsBack() throws {
    let bench = try MemoryBench()
    let id = try bench.add("a red herring").id
    #expect(try bench.store.change { try bench.store.delete(bench.store.resolve(id)) })
    #expect(try !bench.store.change { try bench.store.delete(bench.store.resolve(id)) })
    #expect(try bench.found("herring").isEmpty)
    // What is deleted is not joined with what comes anew.
    #expect(try bench.add("a red herring").operation == .add)
    #expect(try bench.store.change { try bench.store.restore(bench.store.resolve(id)) })
    #expect(try bench.found("herring").count == 2)
    #expect(try bench.store.history(of: id).map(\.operation) == ["delete", "restore"])
  }

  @Test func whatIsOverIsHidden() throws {
    let bench = try MemoryBench()
    let begin = bench.store.now()
    try bench.add("a parking ticket") { addition in
      addition.time = begin
      addition.expires = begin + 60_000
    }
    let during = begin + 30_000
    #expect(try bench.found("parking ticket").isEmpty)
    #expect(try bench.found("parking ticket") { $0.asOf = during }.count == 1)
  }

  @Test(arguments: [1, 300]) func aPurgeLeavesNoByte(_ others: Int) throws {
    let bench = try MemoryBench()
    for number in 0..<others { try bench.add("number \(number) of some other things to keep") }
    let id = try bench.add("zyxwvut opensesame") { $0.source = "qqqsource" }.id
    var edit = MemoryStore.Edit()
    edit.text = "zyxwvut changed opensesame"
    try bench.store.change { try bench.store.edit(bench.store.resolve(id), edit) }
    if others > 40 { _ = try bench.store.change { try bench.store.learn(force: true) } }
    try bench.store.change { try bench.store.purge(bench.store.resolve(id)) }
    try bench.store.wipe()
    let folder = bench.directory.runtime
    for name in try Files.list(folder) {
      let text = String(decoding: try Files.read("\(folder)/\(name)"), as: UTF8.self)
      for word in ["zyxwvut", "opensesam", "qqqsource", id] {
        #expect(!text.contains(word), "\(word) in \(name)")
      }
    }
    #expect(try bench.found("number other things") { $0.limit = 1000 }.count == others)
    #expect(try bench.store.findings().allSatisfy { $0.level == "ok" })
  }

  @Test func pinnedOnesAreGivenFirst() throws {
    let bench = try MemoryBench()
    let id = try bench.add("always say please").id
    try bench.store.change { try bench.store.pin(bench.store.resolve(id), true) }
    #expect(try bench.store.pinnedEntries(scopes: ["global"]).map(\.id) == [id])
    #expect(try bench.store.pinnedEntries(scopes: ["team"]).isEmpty)
  }

  @Test func anIndexMadeAnewGivesTheSame() throws {
    let bench = try MemoryBench()
    for number in 0..<100 {
      try bench.add("entry \(number % 7) about \(number % 3) clouds") { $0.source = "talk" }
    }
    let before = try bench.search("clouds 2").map(\.score)
    try bench.store.change { try bench.store.rebuildIndex() }
    #expect(try bench.search("clouds 2").map(\.score) == before)
    #expect(try bench.store.findings().allSatisfy { $0.level == "ok" })
  }
}
