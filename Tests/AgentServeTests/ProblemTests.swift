import AgentCore
import AgentJSON
import Testing

@testable import AgentServe

@Suite struct ProblemTests {
  @Test(
    arguments: [
      (ErrorCode.badRequest, 400), (.usage, 400), (.badData, 400), (.sessionMissing, 404),
      (.inputMissing, 404),
      (.sessionBusy, 409), (.tooLarge, 413), (.sandbox, 403), (.rateLimited, 429), (.overloaded, 503),
      (.config, 503), (.deadline, 504), (.internalError, 500), (.io, 500),
    ]) func everyCodeHasAStatus(_ code: ErrorCode, _ status: Int) throws
  {
    guard case .whole(let told, let headers, let body) = Problem(AgentError(code, "x", object: "y")).answer()
    else { throw AgentError(.internalError, "not whole") }
    #expect(told == status)
    #expect(headers.contains { $0 == ("content-type", "application/problem+json") })
    let object = try JSON(parsing: body)
    #expect(object["status"]?.int == status)
    #expect(object["code"]?.string == code.rawValue)
    #expect(object["title"]?.string == Problem.title(of: status))
    #expect(object["detail"] == "y: x")
    #expect(headers.contains { $0.name == "retry-after" } == [409, 429, 503].contains(status))
  }
}
