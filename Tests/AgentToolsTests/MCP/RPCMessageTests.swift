import AgentJSON
import Testing

@testable import AgentTools

@Suite struct RPCMessageTests {
  @Test(arguments: [
    #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{}}"#,
    #"{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"x"}}"#,
    #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
    #"{"jsonrpc":"2.0","id":1,"result":{"a":[1,2]}}"#,
    #"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no","data":[1]}}"#,
  ])
  func readsWhatItWrites(_ text: String) throws {
    let message = try RPCMessage(parsing: Array(text.utf8)[...])
    #expect(String(decoding: message.line, as: UTF8.self) == text + "\n")
  }

  @Test(arguments: [
    ("", -32700), ("{", -32700), ("[]", -32600), ("1", -32600), (#"{"id":1,"method":"x"}"#, -32600),
    (#"{"jsonrpc":"2.0"}"#, -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1.5,"method":"x"}"#, -32600),
    (#"{"jsonrpc":"2.0","id":1,"method":"x","params":[1]}"#, -32600),
  ])
  func refusesWhatIsNone(_ text: String, _ code: Int) {
    do {
      _ = try RPCMessage(parsing: Array(text.utf8)[...])
      Issue.record("taken: \(text)")
    } catch {
      #expect(error.code == code)
    }
  }
}

@Suite struct RPCMatcherTests {
  @Test func findsTheRequestOfAnAnswer() {
    var matcher = RPCMatcher()
    let (first, second) = (matcher.begin(), matcher.begin())
    #expect(matcher.take(.result(id: .int(second), value: "b")) == nil)
    #expect(matcher.takeAnswer(to: first) == nil)
    // Some servers give numbers back as strings.
    #expect(matcher.take(.failure(id: .string("\(first)"), RPCError(.invalidParams, "no"))) == nil)
    #expect(matcher.takeAnswer(to: first) == .error(RPCError(.invalidParams, "no")))
    #expect(matcher.takeAnswer(to: second) == .result("b"))
    #expect(matcher.takeAnswer(to: second) == nil)
  }

  @Test func dropsAnswersThatNobodyWaitsFor() {
    var matcher = RPCMatcher()
    let id = matcher.begin()
    matcher.forget(id)
    _ = matcher.take(.result(id: .int(id), value: 1))
    _ = matcher.take(.result(id: .int(99), value: 1))
    #expect(matcher.takeAnswer(to: id) == nil)
    #expect(!matcher.hasAnswer(to: 99))
  }

  @Test func anEndAnswersEverything() {
    var matcher = RPCMatcher()
    let (first, second) = (matcher.begin(), matcher.begin())
    _ = matcher.take(.result(id: .int(first), value: 1))
    matcher.end("has ended")
    matcher.end("again")
    #expect(matcher.takeAnswer(to: first) == .result(1))
    #expect(matcher.takeAnswer(to: second) == .ended("has ended"))
  }

  @Test func declinesWhatIsAskedOfUs() {
    var matcher = RPCMatcher()
    #expect(matcher.take(.request(id: 1, method: "ping", params: [:])) == .result(id: 1, value: [:]))
    guard
      case .failure(let id, let error)? = matcher.take(
        .request(id: "x", method: "sampling/createMessage", params: [:]))
    else {
      Issue.record("no refusal")
      return
    }
    #expect(id == "x" && error.code == -32601)
    #expect(!matcher.hasNewTools)
    #expect(matcher.take(.notification(method: "notifications/tools/list_changed", params: [:])) == nil)
    #expect(matcher.hasNewTools)
  }
}
