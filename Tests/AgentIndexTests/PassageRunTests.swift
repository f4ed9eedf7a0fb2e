import AgentSession
import Testing

@testable import AgentIndex

@Suite struct PassageRunTests {
  private func place(_ offset: Int, _ role: Passage.Role, turn: Int?, time: Int) -> PassagePlace {
    PassagePlace(offset: offset, passage: 1, part: 2, role: role, turn: turn, time: time)
  }

  @Test func isReadAsItWasWritten() throws {
    var run = PassageRun(first: 40, session: 7)
    for (number, role) in Passage.Role.allCases.enumerated() {
      run.append(place(number * 1000 % 1700, role, turn: number == 2 ? nil : number, time: 5 - number * 100))
    }
    #expect(run.end == 40 + Passage.Role.allCases.count)
    let read = run.data.withUnsafeBytes { PassageRun(first: 40, session: 7, data: $0) }
    #expect(read == run)
    // A row that has come to another place is damaged.
    #expect(run.data.withUnsafeBytes { PassageRun(first: 41, session: 7, data: $0) } == nil)
    #expect(run.data.withUnsafeBytes { PassageRun(first: 40, session: 8, data: $0) } == nil)
  }

  @Test func aSessionIsReadAsItWasWritten() {
    var session = IndexedSession(number: 3, id: "20260102T030405.678Z-abcd", mark: LogMark(inode: 5))
    session.mark.consumed = 100
    session.mark.size = 101
    session.mark.modified = 1_800_000_000_000_000_000
    session.mark.tail = 6
    session.mark.tailLength = 64
    for (title, document) in [(nil, nil), ("", 1), ("a title", 99)] as [(String?, Int?)] {
      session.title = title
      session.titleDocument = document
      let read = session.data.withUnsafeBytes { IndexedSession(number: 3, id: session.id, data: $0) }
      #expect(read == session)
      #expect(session.data.withUnsafeBytes { IndexedSession(number: 4, id: session.id, data: $0) } == nil)
    }
  }

  @Test func rolesHaveNumbersOfTheirOwn() {
    #expect(Passage.Role.allCases.map(\.number) == Array(1...Passage.Role.allCases.count))
    #expect(Passage.Role.allCases.allSatisfy { Passage.Role(number: $0.number) == $0 })
    #expect(Passage.Role(number: 0) == nil && Passage.Role(number: 99) == nil)
  }
}
