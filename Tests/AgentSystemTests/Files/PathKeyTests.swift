import Testing

@testable import AgentSystem

@Suite struct PathKeyTests {
  private static let names = ["caf\u{e9}", "cafe\u{301}", "cafe", ""]

  @Test func namesAreTheirBytes() {
    #expect(Self.names[0] == Self.names[1])
    #expect(Set(Self.names.map(PathKey.init)).count == Self.names.count)
    #expect(Self.names.map(PathKey.init).sorted().map { Array($0.path.utf8).count } == [0, 4, 6, 5])
    #expect(PathKey("caf\u{e9}") == PathKey("caf\u{e9}"))
  }
}
