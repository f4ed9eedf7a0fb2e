import AgentCore
import AgentJSON
import Testing

struct RecordTests {
  @Test func envelope() {
    #expect(Record.make(.session, ["id": "x"]).text == #"{"type":"session","v":1,"id":"x"}"#)
  }

  @Test(
    "makes piped input NDJSON",
    arguments: [
      #"{"type":"document","text":"t","doc":"d","part":1}"#, #"{"type":"memory","id":"1","text":"t"}"#,
      #" {"type":"memory","v":1,"id":"1","text":"t","extra":[]}"#,
      #"{"type":"todo","plan":"p","index":0,"title":"t","state":"open"}"#,
      #"{"type":"wakeup","id":"1","prompt":"p","next":null}"#,
      #"{"type":"turn","session":null,"turn":1,"text":"","exit_code":0}"#,
      #"{"type":"ack","seq":1}"#, #"{"type":"ack","id":"x"}"#, #"{"type":"result","id":1,"results":[]}"#,
      #"{"type":"error","code":"io","exit":74,"message":"m","hint":null,"retryable":false}"#,
      #"{"type":"notice","level":"info","code":"x","message":"y"}"#, #"{"type":"session.created"}"#,
      #"{"type":"wake.started","v":1,"ts":"2026-01-02T03:04:05.678Z","id":"1"}"#,
    ])
  func recognises(line: String) {
    #expect(Record.isRecognised(Array(line.utf8)[...]))
  }

  @Test(
    "is mere text",
    arguments: [
      "", "text", "{}", "[]", "null", "# Heading", #"{"a":1}"#, #"{"type":"document"}"#,
      #"{"type":"memory","id":"1"}"#,
      #"{"id":"1","text":"t","type":"memory"}"#, #"{"type":"ack"}"#, #"{"type":"Feature","geometry":{}}"#,
      #"{"type":"notice","level":"info","code":7,"message":"y"}"#, #"{"type":"memory","id":"1","text":"t""#,
      #"{"type":"memory","id":"1","text":"t"} x"#, #"{"type":7,"id":"1"}"#, #"{"type":"wake.started"}"#,
      #"{"type":"tool.call","v":1,"ts":"2026"}"#, #"[{"type":"memory","id":"1","text":"t"}]"#,
      #"{"type":"turn","session":"s"}"#,
    ])
  func passesOver(line: String) {
    #expect(!Record.isRecognised(Array(line.utf8)[...]))
  }

  @Test("every type is recognised by exactly its required members", arguments: RecordType.allCases)
  func requiredMembers(type: RecordType) {
    let names = type == .ack ? ["seq"] : type.requiredMembers
    let whole = JSONObject(names.map { .init(key: $0, value: "x") })
    #expect(Record.isRecognised(Record.make(type, whole).bytes[...]))
    for name in names {
      var lacking = whole
      lacking[name] = nil
      #expect(!Record.isRecognised(Record.make(type, lacking).bytes[...]), "\(type) without \(name)")
    }
  }

  @Test("what commands print is recognised by those behind them")
  func errorsAreRecognised() {
    #expect(Record.isRecognised(AgentError(.io, "x").record.bytes[...]))
  }
}
