import AgentCore
import AgentJSON
import AgentSystem
import Testing

struct EventEncoderTests {
  private let time = Timestamp(milliseconds: 1_767_323_045_678)
  private let session = "20260102T030405.678Z-0a9f"

  private func encode(_ event: Event, at place: EventEncoder.Place, turn: Int? = 1, session: String?? = .none)
    -> String
  {
    String(
      decoding: EventEncoder.encode(
        event, at: place, time: time, session: session ?? self.session, turn: turn),
      as: UTF8.self)
  }

  @Test("a durable event, byte for byte")
  func durable() {
    let body =
      #"{"type":"notice","v":1,"seq":7,"ts":"2026-01-02T03:04:05.678Z","session":"20260102T030405.678Z-0a9f","turn":1,"#
      + #""level":"info","code":"x","message":"é \"q\"\n""#
    let sum = CRC32.checksum(Array(body.utf8)[...])
    let digits = String(sum, radix: 16)
    let crc = String(repeating: "0", count: 8 - digits.count) + digits
    #expect(
      encode(.notice("x", "é \"q\"\n", level: "info"), at: .sequence(7)) == body + #","crc":""# + crc + #""}"#
    )
  }

  @Test("the checksum of a fixed line never changes")
  func fixedLine() {
    let line = encode(Event(.sessionRenamed, ["title": "t"]), at: .sequence(1), turn: nil)
    #expect(line.hasSuffix(#","turn":null,"title":"t","crc":""# + line.dropLast(2).suffix(8) + #""}"#))
    #expect(EventEncoder.isIntact(Array(line.utf8)[...]))
    #expect(line.utf8.count - EventEncoder.tailLength == line.utf8.count - 18)
  }

  @Test("events that are not durable name the last durable one and have no checksum")
  func notDurable() {
    #expect(
      encode(Event(.itemDelta, ["item_id": "i", "delta": "x"]), at: .after(7))
        == #"{"type":"item.delta","v":1,"after":7,"ts":"2026-01-02T03:04:05.678Z","session":"20260102T030405.678Z-0a9f","turn":1,"item_id":"i","delta":"x"}"#
    )
  }

  @Test("before any log there is neither number nor turn")
  func beforeAnyLog() {
    #expect(
      encode(Event(.turnFailed, ["exit_code": 64]), at: .none, turn: nil, session: .some(nil))
        == #"{"type":"turn.failed","v":1,"ts":"2026-01-02T03:04:05.678Z","session":null,"exit_code":64}"#)
  }

  @Test(
    "a payload cannot forge the envelope",
    arguments: ["type", "v", "seq", "after", "ts", "session", "turn", "crc"])
  func reservedMembers(name: String) throws {
    let event = Event(.notice, [name: "forged", "code": "x"])
    let line = EventEncoder.encode(event, at: .sequence(7), time: time, session: session, turn: 1)
    let value = try JSON(parsing: line)
    #expect(value["seq"] == 7)
    #expect(value["type"] == "notice")
    #expect(value[name]?.string != "forged")
    #expect(value.object?.keys == ["type", "v", "seq", "ts", "session", "turn", "code", "crc"])
  }

  @Test("every flipped bit is seen")
  func flippedBits() {
    let line = EventEncoder.encode(
      .notice("x", "y"), at: .sequence(1), time: time, session: session, turn: nil)
    #expect(EventEncoder.isIntact(line[...]))
    for index in line.indices {
      for bit in 0..<8 as Range<UInt8> {
        var damaged = line
        damaged[index] ^= 1 << bit
        #expect(!EventEncoder.isIntact(damaged[...]))
      }
    }
  }

  @Test("so are cuts, repetitions and other lines")
  func otherDamage() {
    let line = EventEncoder.encode(
      .notice("x", "y"), at: .sequence(1), time: time, session: session, turn: nil)
    for length in 0..<line.count { #expect(!EventEncoder.isIntact(line[..<length])) }
    #expect(!EventEncoder.isIntact((line + line)[...]))
    #expect(!EventEncoder.isIntact((line + [0x0a])[...]))
    #expect(EventEncoder.isIntact(([0, 0] + line)[2...]))
    #expect(!EventEncoder.isIntact(Array(#"{"type":"notice"}"#.utf8)[...]))
    #expect(!EventEncoder.isIntact(Array(#","crc":"00000000"}"#.utf8)[...]))
  }
}

struct EventTests {
  @Test func noticesWarnUnlessTold() {
    let notice = Event.notice("stdin_ignored", "nothing was read")
    #expect(notice.type == "notice")
    #expect(
      JSON.object(notice.payload).text
        == #"{"level":"warning","code":"stdin_ignored","message":"nothing was read"}"#)
  }
}
